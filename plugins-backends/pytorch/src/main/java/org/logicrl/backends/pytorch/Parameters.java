package org.logicrl.backends.pytorch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.logicrl.api.backend.Weights;
import org.logicrl.backends.checkpoint.Parameter;
import org.logicrl.backends.checkpoint.ParameterLayout;

/**
 * A model's parameters as the program wants them: the weights that are multiplied with the same
 * input are one tensor, which spares the engine a call for each.
 *
 * <p>Rows of the parts lie one after the other, so each Hugging Face tensor is a contiguous slice
 * of its packed one, and export copies nothing twice.
 *
 * <p>What the program computes with may be a copy in bfloat16 of what the optimiser changes. Such
 * copies are made once for each optimiser step.
 */
final class Parameters {

  /** Where the weights of a model come from. */
  @FunctionalInterface
  interface Source {
    Weights.Tensor read(Parameter parameter) throws IOException;
  }

  private final DecoderProgram program;
  private final PtNDManager manager;
  private final HostMemory host;
  private final PackedLayout layout;
  private final List<Place> places;
  private final List<PtNDArray> packed;
  private final PtNDArray missing;
  private final List<PtNDArray> arguments;

  /** The tensors that are trained, by their index in {@link #packed}. */
  private final List<Integer> trained = new ArrayList<>();

  /** Trained tensors that the program sees as copies, and these copies. */
  private final List<PtNDArray> originals = new ArrayList<>();

  private final List<PtNDArray> lowered = new ArrayList<>();

  /** What {@link #stamp} reads tensors into. */
  private final Map<Shape, Weights.Tensor> copiesByShape = new HashMap<>();

  private Parameters(HostMemory host, PackedLayout layout, List<PtNDArray> packed) {
    this.program = host.program();
    this.manager = host.manager();
    this.host = host;
    this.layout = layout;
    this.places = places(layout);
    this.packed = packed;
    this.missing = (PtNDArray) manager.zeros(new Shape(0), DataType.FLOAT32);
    this.arguments = new ArrayList<>(bySlot(packed));
  }

  /**
   * Reads all parameters.
   *
   * @param host whose manager owns the tensors
   * @param trainable of which parameters gradients will be asked for
   */
  static Parameters load(
      HostMemory host, PackedLayout layout, Source source, Predicate<Parameter> trainable)
      throws IOException {
    List<PtNDArray> packed = new ArrayList<>();
    for (PackedTensor tensor : layout.tensors()) {
      PtNDArray array = host.manager().create(new Shape(tensor.shape()), DataType.FLOAT32);
      host.write(array, tensor.pack(source));
      packed.add(array);
    }
    Parameters parameters = new Parameters(host, layout, packed);
    for (int i = 0; i < packed.size(); i++) {
      if (packed.get(i).size() > 0 && trainable.test(layout.tensors().get(i).parts().get(0))) {
        packed.get(i).setRequiresGradient(true);
        parameters.trained.add(i);
      }
    }
    return parameters;
  }

  /** Lets the program compute with copies in bfloat16 of the tensors in some slots. */
  void lower(Predicate<Integer> slots) {
    List<Integer> chosen = new ArrayList<>();
    List<PtNDArray> full = new ArrayList<>();
    for (int slot = 0; slot < arguments.size(); slot++) {
      if (layout.slots().get(slot) >= 0 && slots.test(slot)) {
        chosen.add(slot);
        full.add(arguments.get(slot));
      }
    }
    NDList half = program.call(manager, "lowered", full);
    for (int i = 0; i < chosen.size(); i++) {
      PtNDArray copy = (PtNDArray) half.get(i);
      arguments.set(chosen.get(i), copy);
      if (trained.contains(layout.slots().get(chosen.get(i)))) {
        originals.add(full.get(i));
        lowered.add(copy);
      }
    }
  }

  /** Brings the copies up to date after an optimiser step. */
  void refresh() {
    if (!lowered.isEmpty()) {
      try (PtNDManager scratch = TorchEngine.scratch(manager)) {
        program.call(scratch, "assign", lowered, originals);
      }
    }
  }

  /** The list that every method of the program takes. */
  List<PtNDArray> arguments() {
    return arguments;
  }

  /** The same list without adapters: the model below them. */
  List<PtNDArray> argumentsBelowAdapters() {
    List<PtNDArray> base = new ArrayList<>(arguments);
    for (int slot = 0; slot < base.size(); slot++) {
      int tensor = layout.slots().get(slot);
      if (tensor >= 0 && LoraAdapter.isAdapter(layout.tensors().get(tensor).parts().get(0))) {
        base.set(slot, missing);
      }
    }
    return base;
  }

  /** The tensors that an optimiser changes, each once. */
  List<PtNDArray> trained() {
    return trained.stream().map(packed::get).toList();
  }

  /**
   * Sums of gradients in the slots that the program expects them in.
   *
   * @param sums one for each of {@link #trained}
   */
  List<PtNDArray> sumsBySlot(List<PtNDArray> sums) {
    List<PtNDArray> all = new ArrayList<>();
    for (int i = 0; i < packed.size(); i++) {
      int index = trained.indexOf(i);
      all.add(index < 0 ? missing : sums.get(index));
    }
    return bySlot(all);
  }

  private List<PtNDArray> bySlot(List<PtNDArray> tensors) {
    List<PtNDArray> slots = new ArrayList<>();
    for (int slot : layout.slots()) {
      slots.add(slot < 0 ? missing : tensors.get(slot));
    }
    return slots;
  }

  /**
   * Overwrites all parameters, which must not be trainable, in place.
   *
   * @param weights exactly those of the model; otherwise nothing is overwritten
   */
  void set(Map<String, Weights.Tensor> weights) {
    ParameterLayout.requireFitting(places.stream().map(Place::parameter).toList(), weights);
    try {
      for (int i = 0; i < packed.size(); i++) {
        host.write(
            packed.get(i),
            layout.tensors().get(i).pack(part -> Objects.requireNonNull(weights.get(part.name()))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("weights in memory could not be read", e);
    }
  }

  /** A copy of all parameters in host memory, by Hugging Face name, without adapters. */
  Map<String, Weights.Tensor> export() {
    Map<String, Weights.Tensor> copies = new LinkedHashMap<>();
    export(copies);
    return copies;
  }

  /**
   * Overwrites copies of all parameters, or makes them where there are none.
   *
   * @param copies by Hugging Face name, without adapters
   */
  void export(Map<String, Weights.Tensor> copies) {
    export(belowAdapters(), copies);
  }

  /** A copy of the adapters in host memory, by PEFT's names. */
  Map<String, Weights.Tensor> exportAdapters() {
    Map<String, Weights.Tensor> copies = new LinkedHashMap<>();
    export(places(parameter -> LoraAdapter.isAdapter(parameter) && parameter.size() > 0), copies);
    return copies;
  }

  private void export(Stream<Place> wanted, Map<String, Weights.Tensor> copies) {
    wanted.forEach(place -> read(place, copies, place.parameter().name()));
  }

  /**
   * The version and checksum of what {@link #export()} would copy, of which no more than one tensor
   * of each shape is in Java's memory.
   */
  Weights.Stamp stamp(long version) {
    long checksum =
        belowAdapters()
            .mapToLong(
                place -> {
                  Parameter parameter = place.parameter();
                  Shape shape = new Shape(parameter.shape());
                  return Weights.checksum(parameter.name(), read(place, copiesByShape, shape));
                })
            .sum();
    return new Weights.Stamp(version, checksum);
  }

  /**
   * Overwrites the copies of what adapters change by the model with the adapters in it.
   *
   * @param copies from {@link #export(Map)}
   */
  void merge(List<LoraAdapter> adapters, Map<String, Weights.Tensor> copies) {
    for (LoraAdapter adapter : adapters) {
      if (adapter.present()) {
        try (PtNDManager scratch = TorchEngine.scratch(manager)) {
          Parameter projection = adapter.projection();
          Place place = place(projection);
          NDList merged =
              program.call(
                  scratch,
                  "merged",
                  packed.get(place.tensor()),
                  place.row(),
                  place.row() + projection.shape()[0],
                  packed.get(place(adapter.down()).tensor()),
                  packed.get(place(adapter.up()).tensor()));
          host.read((PtNDArray) merged.get(0), 0, projection.shape(), copies, projection.name());
        }
      }
    }
  }

  private <K> Weights.Tensor read(Place place, Map<K, Weights.Tensor> copies, K key) {
    return host.read(
        packed.get(place.tensor()), place.value(), place.parameter().shape(), copies, key);
  }

  /** Where a parameter lies: in which tensor, from which row on, and from which value on. */
  private record Place(Parameter parameter, int tensor, long row, long value) {}

  private static List<Place> places(PackedLayout layout) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < layout.tensors().size(); i++) {
      long row = 0;
      long value = 0;
      for (Parameter part : layout.tensors().get(i).parts()) {
        places.add(new Place(part, i, row, value));
        row += part.shape()[0];
        value += part.size();
      }
    }
    return places;
  }

  private Stream<Place> places(Predicate<Parameter> wanted) {
    return places.stream().filter(place -> wanted.test(place.parameter()));
  }

  private Stream<Place> belowAdapters() {
    return places(parameter -> !LoraAdapter.isAdapter(parameter));
  }

  private Place place(Parameter parameter) {
    return places(one -> one.name().equals(parameter.name()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the model has no parameter " + parameter.name()));
  }
}
