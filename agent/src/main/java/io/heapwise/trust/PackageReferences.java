package io.heapwise.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * Which members the classes of one package refer to: all who may use what is neither public nor
 * private. From constant pools alone, so that a reference may be found that no code makes, but none
 * is missed.
 */
final class PackageReferences {
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;

  final ClassLoader loader;
  private final Map<String, byte[]> files;
  private final Class<?> beside;

  /**
   * @param beside a class of the package
   * @param files class files by internal names
   */
  PackageReferences(Class<?> beside, Map<String, byte[]> files) {
    this.beside = beside;
    this.loader = beside.getClassLoader();
    this.files = files;
  }

  /** The classes that use a field of this name and type, of whatever class. */
  List<ParsedClass> usersOfField(String name, String descriptor) throws Distrust {
    List<ParsedClass> users = new ArrayList<>();
    byte[] nameBytes = ascii(name);
    byte[] descriptorBytes = ascii(descriptor);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ClassReader reader = reader(file.getKey(), file.getValue());
      if (refers(reader, file.getValue(), nameBytes, descriptorBytes, true)) {
        users.add(new ParsedClass(file.getValue(), beside));
      }
    }
    return users;
  }

  /** Whether any class calls a method of this name and type, of whatever class. */
  boolean callsMethod(String name, String descriptor) throws Distrust {
    byte[] nameBytes = ascii(name);
    byte[] descriptorBytes = ascii(descriptor);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ClassReader reader = reader(file.getKey(), file.getValue());
      if (refers(reader, file.getValue(), nameBytes, descriptorBytes, false)) {
        return true;
      }
    }
    return false;
  }

  private static ClassReader reader(String name, byte[] file) throws Distrust {
    try {
      return new ClassReader(file);
    } catch (IllegalArgumentException e) {
      throw new Distrust("class " + name.replace('/', '.') + " is of an unknown version");
    }
  }

  private static boolean refers(
      ClassReader reader, byte[] file, byte[] name, byte[] descriptor, boolean toField) {
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      if (item == 0) {
        continue; // the second half of a long or double
      }
      int tag = reader.readByte(item - 1);
      if (toField ? tag == FIELD : tag == METHOD || tag == INTERFACE_METHOD) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        if (isUtf8(reader, file, nameAndType, name)
            && isUtf8(reader, file, nameAndType + 2, descriptor)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Compares bytes, since the strings of a whole package would be garbage at once. */
  private static boolean isUtf8(ClassReader reader, byte[] file, int reference, byte[] text) {
    int item = reader.getItem(reader.readUnsignedShort(reference));
    int length = reader.readUnsignedShort(item);
    return length == text.length
        && Arrays.equals(file, item + 2, item + 2 + length, text, 0, length);
  }

  /** The bytes of a text in a class file; of others than these there are several kinds. */
  private static byte[] ascii(String text) throws Distrust {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || text.charAt(i) > 0x7F) {
        throw new Distrust("the name of a member is not plain");
      }
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
