package io.heapwise.track.exact;

import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.track.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts counters behind the allocations of a class. Where that cannot be done, a method or the class
 * stays uncounted, and the reason is noted. Confined to one thread.
 */
final class CountingPass {
  private final boolean everything;
  private final ClassLoader loader;
  private final CounterMemory memory;
  private final TypeSizes sizes;
  private final ObjectLayout layout;
  private final Reasons uncounted;
  private final Set<String> leftOut = new HashSet<>();

  CountingPass(
      boolean everything,
      ClassLoader loader,
      CounterMemory memory,
      TypeSizes sizes,
      ObjectLayout layout,
      Reasons uncounted) {
    this.everything = everything;
    this.loader = loader;
    this.memory = memory;
    this.sizes = sizes;
    this.layout = layout;
    this.uncounted = uncounted;
  }

  /**
   * The class file with counters, or null where there is nothing that can be counted.
   *
   * @param original what it was before the rewrites, or the same
   */
  byte[] counted(byte[] original, byte[] classFile, List<SiteVerdict> verdicts) {
    while (true) {
      try {
        return tryToCount(original, classFile, verdicts);
      } catch (AllocationVisitor.TooLongException e) {
        if (everything) {
          uncounted.add("method not counted: it would grow past 8000 bytes and not be compiled");
        }
        leftOut.add(e.method);
      } catch (MethodTooLargeException e) {
        uncounted.add("method not counted: it would grow past 64 KB");
        if (!leftOut.add(e.getMethodName() + e.getDescriptor())) {
          throw e; // grown past it by something else
        }
      } catch (ClassTooLargeException e) {
        uncounted.add("class not counted: its constant pool is full");
        return null;
      } catch (IOException | UncheckedIOException e) {
        uncounted.add("class not counted: no memory for its counters");
        return null;
      }
    }
  }

  private byte[] tryToCount(byte[] original, byte[] classFile, List<SiteVerdict> verdicts)
      throws IOException {
    CodeOutline.Places reader = new CodeOutline.Places(classFile);
    InstructionPlaces places = new InstructionPlaces(reader, original, classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    CountedClass sites = new CountedClass(loader, memory, sizes, verdicts);
    reader.accept(new AllocationCounter(writer, sites, places), 0);
    byte[] counted = sites.isCounted() ? writer.toByteArray() : null;
    if (sites.isKnown()) {
      sites.commit();
    }
    return counted;
  }

  private final class AllocationCounter extends ClassVisitor {
    private final CountedClass sites;
    private final InstructionPlaces places;
    private String className;
    private String file = "";
    private boolean begun;

    AllocationCounter(ClassVisitor next, CountedClass sites, InstructionPlaces places) {
      super(Opcodes.ASM9, next);
      this.sites = sites;
      this.places = places;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      className = name;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public void visitSource(String source, String debug) {
      file = source == null ? "" : source;
      super.visitSource(source, debug);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      begin();
      return next == null || leftOut.contains(name + descriptor)
          ? next
          : new AllocationVisitor(
              everything, className, name, descriptor, next, sites, layout, places);
    }

    private void begin() {
      if (!begun) {
        begun = true;
        sites.begin(className, file);
      }
    }
  }
}
