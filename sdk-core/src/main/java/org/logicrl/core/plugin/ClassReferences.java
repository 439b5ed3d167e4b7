package org.logicrl.core.plugin;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a class file refers to, read from its constant pool (The Java Virtual Machine Specification,
 * section 4.4).
 *
 * @param className with dots
 * @param classes the classes it names, with dots; arrays left out
 * @param members the methods and fields it uses
 */
record ClassReferences(String className, Set<String> classes, Set<Member> members) {

  private static final int MAGIC = 0xCAFEBABE;

  /**
   * A method or field.
   *
   * @param owner the class, with dots
   * @param descriptor such as {@code (I)Ljava/lang/String;}
   */
  record Member(String owner, String name, String descriptor) {
    boolean method() {
      return descriptor.startsWith("(");
    }
  }

  /** One entry of the pool: text, or indices of other entries. */
  private record Constant(int tag, String text, int first, int second) {}

  static ClassReferences read(InputStream classFile) throws IOException {
    DataInputStream in = new DataInputStream(classFile);
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.readInt(); // the version
    @Nullable Constant[] pool = pool(in);
    in.readUnsignedShort(); // the access flags
    String className = className(pool, in.readUnsignedShort());
    Set<String> classes = new LinkedHashSet<>();
    Set<Member> members = new LinkedHashSet<>();
    for (int i = 0; i < pool.length; i++) {
      @Nullable Constant constant = pool[i];
      if (constant != null && constant.tag == 7 && !className(pool, i).startsWith("[")) {
        classes.add(className(pool, i));
      } else if (constant != null && constant.tag >= 9 && constant.tag <= 11) {
        Constant nameAndType = at(pool, constant.second);
        members.add(
            new Member(
                className(pool, constant.first),
                at(pool, nameAndType.first).text,
                at(pool, nameAndType.second).text));
      }
    }
    return new ClassReferences(className, classes, members);
  }

  private static @Nullable Constant[] pool(DataInputStream in) throws IOException {
    @Nullable Constant[] pool = new Constant[in.readUnsignedShort()];
    for (int i = 1; i < pool.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> pool[i] = new Constant(tag, in.readUTF(), 0, 0);
        case 7, 8, 16, 19, 20 -> pool[i] = new Constant(tag, "", in.readUnsignedShort(), 0);
        case 9, 10, 11, 12, 17, 18 ->
            pool[i] = new Constant(tag, "", in.readUnsignedShort(), in.readUnsignedShort());
        case 3, 4 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          i++; // these two take two places
        }
        case 15 -> pool[i] = new Constant(tag, "", in.readUnsignedByte(), in.readUnsignedShort());
        default -> throw new IOException("unknown constant " + tag + " in a class file");
      }
    }
    return pool;
  }

  private static String className(@Nullable Constant[] pool, int index) throws IOException {
    return at(pool, at(pool, index).first).text.replace('/', '.');
  }

  private static Constant at(@Nullable Constant[] pool, int index) throws IOException {
    @Nullable Constant constant = index < pool.length ? pool[index] : null;
    if (constant == null) {
      throw new IOException("a class file with a broken constant pool");
    }
    return constant;
  }
}
