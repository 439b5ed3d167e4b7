package org.logicrl.backends.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes TorchScript source as the archive that {@code torch::jit::load} reads: a zip of stored
 * entries with the source, a pickle of one module object without attributes, an empty list of
 * constants, and the version of the format.
 */
final class ScriptArchive {

  private static final byte[] EMPTY_TUPLE_PICKLE = {(byte) 0x80, 2, ')', '.'};

  private ScriptArchive() {}

  /**
   * Writes the archive of a class {@code __torch__.<name>} with this source to a temporary file.
   */
  static Path write(String name, String source) throws IOException {
    Path file = Files.createTempFile("logicrl-", ".pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(zip, "program/data.pkl", modulePickle(name));
      entry(zip, "program/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      entry(zip, "program/constants.pkl", EMPTY_TUPLE_PICKLE);
      entry(zip, "program/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return file;
  }

  /** Pickle protocol 2: an object of the class, with the two attributes every module has. */
  private static byte[] modulePickle(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      out.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
      out.write(("c__torch__\n" + name + "\n").getBytes(StandardCharsets.US_ASCII)); // GLOBAL
      out.write(new byte[] {'q', 0, ')', (byte) 0x81, '}', '('}); // memo, (), NEWOBJ, {}, MARK
      text(out, "training");
      out.write(new byte[] {'q', 1, (byte) 0x88}); // memo, True
      text(out, "_is_full_backward_hook");
      out.write(
          new byte[] {'q', 2, 'N', 'u', 'b', 'q', 3, '.'}); // memo, None, SETITEMS, BUILD, STOP
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array does not fail
    }
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
    out.write(bytes);
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
