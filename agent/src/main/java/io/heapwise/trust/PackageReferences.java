package io.heapwise.trust;

import java.util.ArrayList;
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
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ClassReader reader = reader(file.getKey(), file.getValue());
      if (refers(reader, name, descriptor, true)) {
        users.add(new ParsedClass(file.getValue(), beside));
      }
    }
    return users;
  }

  /** Whether any class calls a method of this name and type, of whatever class. */
  boolean callsMethod(String name, String descriptor) throws Distrust {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (refers(reader(file.getKey(), file.getValue()), name, descriptor, false)) {
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
      ClassReader reader, String name, String descriptor, boolean toField) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      if (item == 0) {
        continue; // the second half of a long or double
      }
      int tag = reader.readByte(item - 1);
      if (toField ? tag == FIELD : tag == METHOD || tag == INTERFACE_METHOD) {
        int nameAndType = reader.getItem(reader.readUnsignedShort(item + 2));
        if (reader.readUTF8(nameAndType, buffer).equals(name)
            && reader.readUTF8(nameAndType + 2, buffer).equals(descriptor)) {
          return true;
        }
      }
    }
    return false;
  }
}
