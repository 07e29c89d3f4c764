package io.heapwise.rewrite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.heapwise.analysis.ExactMethods;
import io.heapwise.analysis.FlowMemory;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Summaries;
import io.heapwise.analysis.UnanalyzableException;
import io.heapwise.runtime.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * One method on its way through the rewrites: what they may ask about it, what they say of its
 * sites, and how they change it. Most changes overwrite instructions with others that are as long
 * or shorter; what needs more room goes through {@link #edit}. All rewrites see the method as it
 * was. Confined to one thread.
 */
public final class MethodContext {
  /** Those that keep naming the right places when instructions move. */
  private static final byte[][] KNOWN_CODE_ATTRIBUTES = {
    ClassLayout.LINE_NUMBER_TABLE,
    ClassLayout.LOCAL_VARIABLE_TABLE,
    ClassLayout.LOCAL_VARIABLE_TYPE_TABLE,
    "RuntimeInvisibleTypeAnnotations".getBytes(US_ASCII),
    "RuntimeVisibleTypeAnnotations".getBytes(US_ASCII),
    ClassLayout.STACK_MAP_TABLE,
  };

  private final String className;
  private final int classVersion;
  private final MethodNode method;
  private final byte[] file;
  private final ClassLayout layout;
  private final ClassPatch patch;
  private final int header;
  private final int code;
  private final int stackMapTable;
  private final IntArrayList bytecodeIndices;
  private final ClassContext inClass;
  private final SiteNumbering numbering;
  private final MethodFlow flow;
  private final List<SiteVerdict> verdicts = new ArrayList<>();
  private Insertions insertions;
  private int[] extraSlots;
  private String secret;
  private boolean knowsSecret;
  private Rewrite rewrite;

  /**
   * @param header offset of the method in the class file
   * @param code offset of its first instruction
   * @param bytecodeIndices bytecode index of each node of the method
   * @param flowMemory in the hands of this method until the next is planned
   */
  MethodContext(
      String className,
      int classVersion,
      MethodNode method,
      byte[] file,
      ClassLayout layout,
      ClassPatch patch,
      int header,
      int code,
      IntArrayList bytecodeIndices,
      FlowMemory flowMemory,
      ClassContext inClass,
      SiteNumbering numbering)
      throws UnanalyzableException {
    this.className = className;
    this.classVersion = classVersion;
    this.method = method;
    this.file = file;
    this.layout = layout;
    this.patch = patch;
    this.header = header;
    this.code = code;
    this.bytecodeIndices = bytecodeIndices;
    this.inClass = inClass;
    this.numbering = numbering;
    stackMapTable = layout.codeAttribute(code, ClassLayout.STACK_MAP_TABLE);
    flow = MethodFlow.of(method, KnownReturns.INSTANCE, flowMemory);
  }

  void run(Rewrite next) {
    rewrite = next;
    next.plan(this);
  }

  /** To be called when all rewrites have run. */
  void finish() {
    if (extraSlots != null) {
      int most = patch.maxStack(code);
      int[] slots = flow.stackSlotsBefore();
      for (int i = 0; i < extraSlots.length; i++) {
        if (extraSlots[i] > 0) {
          most = Math.max(most, slots[i] + extraSlots[i]);
        }
      }
      patch.setMaxStack(code, most);
    }
  }

  List<SiteVerdict> verdicts() {
    return verdicts;
  }

  /** Not to be changed. */
  public MethodNode method() {
    return method;
  }

  /** Major version of the class file. */
  public int classVersion() {
    return classVersion;
  }

  /** Labels and lines included. Not to be changed. */
  public InsnList instructions() {
    return method.instructions;
  }

  public MethodFlow flow() {
    return flow;
  }

  public Summaries summaries() {
    return inClass.summaries();
  }

  /** Internal name of the class. */
  public String className() {
    return className;
  }

  /** The code of the methods of this class that calls certainly reach. */
  public ExactMethods ownMethods() {
    return inClass.ownMethods();
  }

  /** Access flags of the method of this class that a call names, -1 if it has no such code. */
  public int accessOf(MethodInsnNode call) {
    return inClass.accessOf(call);
  }

  /** Whether this class is an enum. */
  public boolean isEnum() {
    return (layout.access() & Opcodes.ACC_ENUM) != 0;
  }

  /** Access flags of a field of this class, 0 if it has none of that name and type. */
  public int fieldAccess(String name, String descriptor) {
    return layout.fieldAccess(name, descriptor);
  }

  /**
   * The method of this class that a call certainly reaches, to be changed along with this one, or
   * null where there is none or it is not understood.
   */
  public MethodContext ownMethod(MethodInsnNode call) {
    return inClass.methodOf(call);
  }

  /**
   * What says that the method handles keys or passwords, or null. Nothing that it makes must come
   * from a pool, and so return there.
   */
  public String secret() {
    if (!knowsSecret) {
      secret = inClass.secretOf(header);
      knowsSecret = true;
    }
    return secret;
  }

  /** Why a rewrite that pays when code runs often has nothing to win in the method, or null. */
  public String runsOnce() {
    return method.name.equals("<clinit>") ? "runs once, when the class is initialised" : null;
  }

  /** Whether the class names another class anywhere, to make it or to call it. */
  public boolean classNames(String internalName) {
    return inClass.names(internalName);
  }

  /** What a rewrite keeps for as long as the class is under rewrite, by keys of its own. */
  public Map<String, Object> notes() {
    return inClass.notes();
  }

  /**
   * Records what becomes of a site.
   *
   * @param refusal why it is left alone; null if the changes made along with this call rewrite it
   */
  public void conclude(AbstractInsnNode site, String refusal) {
    verdicts.add(verdict(site, refusal));
  }

  /** The number that rewritten code passes to the runtime to say where it comes from. */
  public int numberOf(AbstractInsnNode site) {
    int bytecodeIndex = bytecodeIndexOf(site);
    return numbering.numberOf(
        new Site(
            rewrite.name(),
            className,
            method.name,
            method.desc,
            layout.lineAt(code, bytecodeIndex),
            bytecodeIndex,
            AllocatingInstruction.kindOf(site),
            AllocatingInstruction.typeOf(site)));
  }

  /** Whether a rewrite before this one has overwritten an instruction. */
  public boolean isChanged(AbstractInsnNode insn) {
    return patch.isTouched(offsetOf(insn));
  }

  /**
   * Whether a stack map frame describes a place after one instruction up to and including another:
   * then what is on the operand stack there must not change.
   */
  public boolean hasFrameBetween(AbstractInsnNode from, AbstractInsnNode to) {
    return StackMapScan.hasFrame(file, stackMapTable, bytecodeIndexOf(from), bytecodeIndexOf(to));
  }

  /** Overwrites an instruction with {@code nop}. */
  public void remove(AbstractInsnNode insn) {
    int index = flow.indexOf(insn);
    int next = index + 1;
    InsnList instructions = method.instructions;
    while (next < instructions.size() && instructions.get(next).getOpcode() < 0) {
      next++;
    }
    int end = next < instructions.size() ? bytecodeIndices.getInt(next) : codeLength();
    patch.nop(code + bytecodeIndices.getInt(index), end - bytecodeIndices.getInt(index));
  }

  /** Overwrites three bytes from an instruction on with a push of a site number. */
  public void pushNumber(AbstractInsnNode at, int siteNumber) {
    patch.put(offsetOf(at), Opcodes.SIPUSH, siteNumber);
  }

  /** Overwrites three bytes from an instruction on with a call of a static method. */
  public void call(AbstractInsnNode at, String owner, String name, String descriptor) {
    call(at, 0, owner, name, descriptor);
  }

  /** Overwrites three bytes, some bytes behind an instruction, with a call of the bridge. */
  public void callBridge(AbstractInsnNode at, int behind, String name, String descriptor) {
    call(at, behind, BridgeCalls.BRIDGE, name, descriptor);
  }

  private void call(AbstractInsnNode at, int behind, String owner, String name, String descriptor) {
    int method = patch.method(owner, name, descriptor);
    patch.put(offsetOf(at) + behind, Opcodes.INVOKESTATIC, method);
  }

  /** Overwrites five bytes from an instruction on with a concatenation. */
  public void concatenate(AbstractInsnNode at, String descriptor, String recipe) {
    patch.putConcat(offsetOf(at), descriptor, recipe);
  }

  /** Makes room on the operand stack, in front of an instruction, for values left there. */
  public void needSlots(AbstractInsnNode before, int slots) {
    if (extraSlots == null) {
      extraSlots = new int[method.instructions.size()];
    }
    extraSlots[flow.indexOf(before)] += slots;
  }

  /** Changes that need more room than there is: the method is written anew. */
  public MethodEdit edit() {
    if (insertions == null) {
      insertions = inClass.growth().insertionsOf(header, code, method.maxLocals);
    }
    return new MethodEdit(this, insertions);
  }

  private int offsetOf(AbstractInsnNode insn) {
    return code + bytecodeIndexOf(insn);
  }

  int bytecodeIndexOf(AbstractInsnNode insn) {
    return bytecodeIndices.getInt(flow.indexOf(insn));
  }

  int codeLength() {
    return ClassLayout.intAt(file, code - 4);
  }

  boolean hasFrames() {
    return stackMapTable >= 0;
  }

  /** Whether the method needs no frames, because nothing in it jumps or is jumped to. */
  boolean isStraight() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LabelNode) {
        return false;
      }
    }
    return true;
  }

  boolean hasUnknownCodeAttribute() {
    return layout.hasOtherCodeAttribute(code, KNOWN_CODE_ATTRIBUTES);
  }

  private SiteVerdict verdict(AbstractInsnNode site, String refusal) {
    int bytecodeIndex = bytecodeIndexOf(site);
    return new SiteVerdict(
        rewrite.name(),
        className,
        method.name,
        method.desc,
        layout.lineAt(code, bytecodeIndex),
        bytecodeIndex,
        refusal);
  }
}
