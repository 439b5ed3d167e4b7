package org.logicrl.core.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import org.logicrl.api.Factory;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Backend;
import org.logicrl.api.reward.RewardRule;
import org.logicrl.api.task.Task;

/**
 * Binds the {@link PluginCatalog}, and for each kind of part a {@code Map<String, Factory<?, T>>}
 * from names to factories.
 *
 * <p>Every binding is explicit and an instance, so that the module fits an injector with {@code
 * Stage.PRODUCTION} and {@code requireExplicitBindings()}. A module of an embedding program may add
 * factories of its own through the same {@link MapBinder}s; a name that is already taken is then an
 * error of the injector.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(Stage.PRODUCTION, new PluginModule(catalog));
 * Map<String, Factory<?, Task>> tasks =
 *     injector.getInstance(Key.get(new TypeLiteral<Map<String, Factory<?, Task>>>() {}));
 * }</pre>
 */
public final class PluginModule extends AbstractModule {

  private final PluginCatalog catalog;

  /** A module for a catalog, which the caller closes. */
  public PluginModule(PluginCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  protected void configure() {
    bind(PluginCatalog.class).toInstance(catalog);
    bindAll(catalog.tasks(), new TypeLiteral<Factory<?, Task>>() {});
    bindAll(catalog.rewards(), new TypeLiteral<Factory<?, RewardRule>>() {});
    bindAll(catalog.algorithms(), new TypeLiteral<Factory<?, Algorithm>>() {});
    bindAll(catalog.backends(), new TypeLiteral<Factory<?, Backend>>() {});
  }

  private <T> void bindAll(FactoryIndex<T> index, TypeLiteral<Factory<?, T>> type) {
    MapBinder<String, Factory<?, T>> byName =
        MapBinder.newMapBinder(binder(), TypeLiteral.get(String.class), type);
    index.factories().forEach(factory -> byName.addBinding(factory.name()).toInstance(factory));
  }
}
