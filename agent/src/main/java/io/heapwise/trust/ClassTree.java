package io.heapwise.trust;

import io.heapwise.trust.ReviewedMethods.Leaf;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * One loaded class with all that it inherits, and the methods that calls reach if it is the class
 * of the receiver. Notes every class that it reads.
 */
final class ClassTree {
  private final Class<?> type;
  private final ClassFiles files;
  private final Set<String> sources;
  private final Map<String, ParsedClass> parsed = new HashMap<>();
  private final Map<String, PackageReferences> packages = new HashMap<>();

  /** Null if classes that code names are taken to lie beside it. */
  private final LinkedClasses linked;

  /** Null if no questions are answered. */
  private final StaticFinals statics;

  private boolean leavesQuestions;
  private boolean isWaiting;

  /**
   * @param linked tells which classes code gets for the names in it; null to accept none but those
   *     beside it
   * @param constants answers questions about constants; null to leave them open
   */
  ClassTree(
      Class<?> type,
      ClassFiles files,
      Set<String> sources,
      LinkedClasses linked,
      LinkedClasses constants) {
    this.type = type;
    this.files = files;
    this.sources = sources;
    this.linked = linked;
    statics = constants == null ? null : new StaticFinals(this, constants);
  }

  /** Whether a class was asked for that has not been loaded yet. */
  boolean isWaiting() {
    return isWaiting;
  }

  /** Whether methods were followed that more is known of once constants are. */
  boolean leavesQuestions() {
    return leavesQuestions;
  }

  /** Takes away what cannot run, before a method is analysed. */
  void prepare(Target target) {
    if (StaticFinals.isAskedIn(target.method())) {
      if (statics == null) {
        leavesQuestions = true;
      } else {
        statics.settle(target);
      }
    }
  }

  Class<?> type() {
    return type;
  }

  static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** The class that a class file became. Of the JDK's own it is loaded, if it is not yet. */
  Class<?> classOf(ParsedClass parsed) throws Distrust {
    if (internalName(parsed.beside).equals(parsed.name())) {
      return parsed.beside;
    }
    if (!parsed.isJdk()) {
      return linkedTo(parsed, parsed.name());
    }
    try {
      String name = parsed.name().replace('/', '.');
      return Class.forName(name, false, parsed.beside.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new Distrust("class " + parsed.name() + " cannot be found");
    }
  }

  /** A class that the receiver extends, or is, by its internal name; null if it is none of them. */
  Class<?> ancestor(String internalName) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (internalName(each).equals(internalName)) {
        return each;
      }
    }
    return null;
  }

  ParsedClass parsed(Class<?> loaded) throws Distrust {
    return parsed(loaded, internalName(loaded));
  }

  /** A class that code of another one names. */
  ParsedClass named(ParsedClass by, String internalName) throws Distrust {
    Class<?> ancestor = ancestor(internalName);
    // A loader gets what it has defined; without the JVM's word all are taken to be of one.
    if (ancestor != null
        && (linked == null || ancestor.getClassLoader() == by.beside.getClassLoader())) {
      return parsed(ancestor);
    }
    boolean beside = ParsedClass.packageName(internalName).equals(by.packageName());
    // No loader but the JDK's own may define those.
    if (!beside && internalName.startsWith("java/")) {
      return parsed(Object.class, internalName);
    }
    return linked == null || by.isJdk()
        ? parsed(by.beside, internalName)
        : parsed(linkedTo(by, internalName));
  }

  /** The class that code gets for a name, from whatever loader. */
  private Class<?> linkedTo(ParsedClass by, String internalName) throws Distrust {
    Class<?> found = linked.find(by.beside.getClassLoader(), internalName);
    if (found == null) {
      isWaiting = true;
      throw new Distrust("class " + internalName.replace('/', '.') + " is not loaded yet");
    }
    return found;
  }

  private ParsedClass parsed(Class<?> beside, String internalName) throws Distrust {
    ParsedClass known = parsed.get(internalName);
    if (known != null && known.beside.getClassLoader() == beside.getClassLoader()) {
      return known;
    }
    sources.add(internalName);
    ParsedClass read;
    try {
      read = new ParsedClass(files.read(beside, internalName), beside);
    } catch (IllegalArgumentException e) {
      throw new Distrust("class " + internalName.replace('/', '.') + " is of an unknown version");
    }
    parsed.put(internalName, read);
    return read;
  }

  /** All that the package of a class refers to, as far as it lies beside that class. */
  PackageReferences packageOf(ParsedClass member) throws Distrust {
    String key = member.packageName();
    PackageReferences known = packages.get(key);
    if (known == null || known.loader != member.beside.getClassLoader()) {
      Map<String, byte[]> found = files.readPackage(member.beside, key);
      sources.addAll(found.keySet());
      known = new PackageReferences(member.beside, found);
      packages.put(key, known);
    }
    return known;
  }

  /** What a call reaches if its receiver is of this very class. */
  Target virtualTarget(String name, String descriptor) throws Distrust {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Target target = declared(parsed(each), name, descriptor);
      if (target != null && !target.is(Opcodes.ACC_STATIC) && isSelected(target)) {
        return target;
      }
    }
    return defaultTarget(name, descriptor);
  }

  /**
   * Checks that the class of the receiver alone decides what a call reaches, whatever class the
   * call names: each method of that name overrides those before it.
   */
  void checkChoice(String name, String descriptor) throws Distrust {
    Target below = null;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Target target = declared(parsed(each), name, descriptor);
      if (target != null) {
        if (target.is(Opcodes.ACC_PRIVATE)
            || target.isPackagePrivate()
                && below != null
                && !target.owner().isBeside(below.owner())) {
          throw new Distrust(target + " is not for everybody to override");
        }
        below = target;
      }
      for (Class<?> parent : each.getInterfaces()) {
        checkChoiceOf(parent, name, descriptor);
      }
    }
  }

  private void checkChoiceOf(Class<?> declaring, String name, String descriptor) throws Distrust {
    Target target = declared(parsed(declaring), name, descriptor);
    if (target != null && target.is(Opcodes.ACC_PRIVATE)) {
      throw new Distrust(target + " is not for everybody to override");
    }
    for (Class<?> parent : declaring.getInterfaces()) {
      checkChoiceOf(parent, name, descriptor);
    }
  }

  /** A private method is called by its nest at most, which is known of reviewed ones alone. */
  private static boolean isSelected(Target target) {
    return !target.is(Opcodes.ACC_PRIVATE) || target.reviewed() != null;
  }

  private Target defaultTarget(String name, String descriptor) throws Distrust {
    Target found = null;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> parent : each.getInterfaces()) {
        Target target = defaultTarget(parent, name, descriptor);
        if (target != null) {
          if (found != null && found.owner() != target.owner()) {
            throw new Distrust(name + " is inherited from two interfaces");
          }
          found = target;
        }
      }
    }
    return found;
  }

  private Target defaultTarget(Class<?> parent, String name, String descriptor) throws Distrust {
    Target found = declared(parsed(parent), name, descriptor);
    if (found != null) {
      return found;
    }
    for (Class<?> each : parent.getInterfaces()) {
      Target target = defaultTarget(each, name, descriptor);
      if (target != null) {
        if (found != null && found.owner() != target.owner()) {
          throw new Distrust(name + " is inherited from two interfaces");
        }
        found = target;
      }
    }
    return found;
  }

  /** What a call with a certain target reaches, the search beginning in {@code owner}. */
  Target exactTarget(ParsedClass by, String owner, String name, String descriptor) throws Distrust {
    ParsedClass each = named(by, owner);
    while (true) {
      Target target = declared(each, name, descriptor);
      if (target != null) {
        return target;
      }
      if (each.isInterface() || each.node.superName == null) {
        return null;
      }
      each = named(each, each.node.superName);
    }
  }

  private static Target declared(ParsedClass in, String name, String descriptor) {
    MethodNode method = in.method(name, descriptor);
    return method == null ? null : new Target(in, method);
  }

  /** A method and the class that declares it. */
  static final class Target {
    private final ParsedClass owner;
    private final MethodNode method;

    Target(ParsedClass owner, MethodNode method) {
      this.owner = owner;
      this.method = method;
    }

    ParsedClass owner() {
      return owner;
    }

    MethodNode method() {
      return method;
    }

    boolean is(int flag) {
      return (method.access & flag) != 0;
    }

    boolean isPackagePrivate() {
      return !is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE);
    }

    String key() {
      return owner.name() + '.' + method.name + method.desc;
    }

    /** What people know of this method, or null: of the JDK's own class only, not of a namesake. */
    Leaf reviewed() {
      return owner.isJdk() ? ReviewedMethods.leaf(key()) : null;
    }

    /** How good people say that this method is at best; 0 if they say nothing. */
    int reviewedLevel() {
      return owner.isJdk() ? ReviewedMethods.level(key()) : 0;
    }

    @Override
    public String toString() {
      return owner.name().substring(owner.name().lastIndexOf('/') + 1) + '.' + method.name;
    }
  }
}
