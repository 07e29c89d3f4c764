package io.heapwise.runtime.trust;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.misc.InnocuousThread;

/**
 * Finds rules in the background, and drops them again when code changes.
 *
 * <p>Requests come from threads of the program, which neither wait nor lock: a request that finds
 * no room is made again at the next call. One thread works them off; it ends when there was nothing
 * to do for a while. Only that thread, and whoever redefines a class, takes the lock; nothing is
 * called under it.
 */
final class Verdicts implements Runnable {
  private static final int QUEUE = 256;
  private static final long IDLE_NANOS = 10_000_000_000L;

  /**
   * How often a question is asked before it is worth an answer: to read the classes it takes makes
   * up to a megabyte of garbage, and most of what a starting program asks it asks a few times.
   */
  private static final int PATIENCE = 16;

  /** Power of two: questions share a counter, and the second of two is answered earlier. */
  private static final int COUNTERS = 1024;

  /** More would not be worth their memory: then nothing new becomes trusted. */
  private static final int MAX_DEPENDENTS = 1 << 16;

  private final AtomicReferenceArray<Request> queue = new AtomicReferenceArray<>(QUEUE);

  /** How often questions were asked, up to {@link #PATIENCE}. Racy: a lost one is asked again. */
  private final byte[] asked = new byte[COUNTERS];

  private final AtomicReference<Thread> worker = new AtomicReference<>();
  private final AtomicLong failures = new AtomicLong();

  /** Rules by the names of the classes that they depend on; guarded by this. */
  private final HashMap<String, ArrayList<WeakReference<ClassRules>>> dependents = new HashMap<>();

  /** How many entries the lists of {@link #dependents} have; guarded by this. */
  private int dependentCount;

  /** Counts redefinitions: what was read before one is not published after it; guarded by this. */
  private volatile int epoch;

  int epoch() {
    return epoch;
  }

  long failures() {
    return failures.get();
  }

  /** Loads what {@link #schedule} needs; the thread is not started. */
  void initialize() {
    ClassRules none = new ClassRules();
    new Request(Verdicts.class, null, none, LentCalls.NONE).isFor(none, LentCalls.NONE);
    LockSupport.unpark(InnocuousThread.newSystemThread("heapwise-trust", this));
  }

  void schedule(Class<?> type, ClassRules rules, int call) {
    schedule(type, null, rules, call);
  }

  /** As {@link #schedule(Class, ClassRules, int)}, for a question whose answer an object helps. */
  void schedule(Object example, ClassRules rules, int call) {
    schedule(example.getClass(), example, rules, call);
  }

  private void schedule(Class<?> type, Object example, ClassRules rules, int call) {
    if (Judges.installed() == null
        || LentCalls.call(call) == null
        || rules.rule(call).isWaiting()) {
      return;
    }
    int start = System.identityHashCode(rules) + 31 * call;
    int counter = start & COUNTERS - 1;
    if (asked[counter] < PATIENCE) {
      asked[counter]++;
      return;
    }
    request(type, example, rules, call, start);
  }

  /** As {@link #schedule}, also if nobody has asked before. */
  void hasten(Class<?> type, ClassRules rules, int call) {
    if (Judges.installed() != null && LentCalls.call(call) != null) {
      request(type, null, rules, call, System.identityHashCode(rules) + 31 * call);
    }
  }

  private void request(Class<?> type, Object example, ClassRules rules, int call, int start) {
    for (int i = 0; i < 4; i++) {
      int slot = start + i & QUEUE - 1;
      Request waiting = queue.get(slot);
      if (waiting == null) {
        if (queue.compareAndSet(slot, null, new Request(type, example, rules, call))) {
          wake();
          return;
        }
      } else if (waiting.isFor(rules, call)) {
        return;
      }
    }
  }

  private void wake() {
    Thread thread = worker.get();
    if (thread != null) {
      LockSupport.unpark(thread);
      return;
    }
    // A thread of the JDK's own kind: it inherits neither the caller's context loader nor its
    // locals.
    thread = InnocuousThread.newSystemThread("heapwise-trust", this);
    if (worker.compareAndSet(null, thread)) {
      try {
        thread.setDaemon(true);
        thread.start();
      } catch (Throwable e) {
        worker.set(null);
        throw e;
      }
    }
  }

  @Override
  public void run() {
    try {
      work();
    } catch (Throwable e) {
      // Another thread will take over when there is something to do again.
      failures.getAndIncrement();
      worker.compareAndSet(Thread.currentThread(), null);
    }
  }

  private void work() {
    while (true) {
      if (workOff()) {
        continue;
      }
      LockSupport.parkNanos(this, IDLE_NANOS);
      if (workOff()) {
        continue;
      }
      worker.set(null);
      // A request that came before that line woke this thread; now it may have to stay after all.
      if (isEmpty() || !worker.compareAndSet(null, Thread.currentThread())) {
        return;
      }
    }
  }

  private boolean isEmpty() {
    for (int i = 0; i < QUEUE; i++) {
      if (queue.get(i) != null) {
        return false;
      }
    }
    return true;
  }

  private boolean workOff() {
    boolean worked = false;
    for (int i = 0; i < QUEUE; i++) {
      Request request = queue.get(i);
      if (request != null) {
        worked = true;
        answer(request);
        // Not before: until then the same request would be made again.
        queue.set(i, null);
      }
    }
    return worked;
  }

  private void answer(Request request) {
    Class<?> type = request.type.get();
    ClassRules rules = request.rules.get();
    if (type != null && rules != null && rules.rule(request.call).level == Trust.UNKNOWN) {
      find(type, request.example.get(), rules, request.call);
    }
  }

  /** Finds a rule, and remembers it unless code has changed meanwhile. */
  Rule find(Class<?> type, ClassRules rules, int call) {
    return find(type, null, rules, call);
  }

  private Rule find(Class<?> type, Object example, ClassRules rules, int call) {
    int before;
    synchronized (this) {
      before = epoch;
    }
    HashSet<String> names = new HashSet<>();
    Rule rule;
    try {
      LentCall asked = LentCalls.call(call);
      Judge judge = Judges.installed();
      rule =
          asked.isForSilence()
              ? judge.judgeSilence(example, asked, names)
              : judge.judge(type, asked, names);
    } catch (Throwable e) {
      failures.getAndIncrement();
      rule = Rule.untrusted("could not be analysed: " + e.getClass().getName());
    }
    try {
      return publish(rules, call, rule, names, before);
    } catch (Throwable e) {
      failures.getAndIncrement();
      return rule;
    }
  }

  private synchronized Rule publish(
      ClassRules rules, int call, Rule rule, Set<String> names, int before) {
    if (epoch != before) {
      return Rule.UNKNOWN;
    }
    Rule found = rule.after(rules.rule(call));
    if (found.level == Trust.UNKNOWN) {
      rules.put(call, found);
      return found;
    }
    if (dependentCount + names.size() > MAX_DEPENDENTS) {
      sweep();
      if (dependentCount + names.size() > MAX_DEPENDENTS) {
        rules.put(call, Rule.untrusted("too many classes are known already"));
        return rules.rule(call);
      }
    }
    // Even distrust depends on code: it may be mended.
    WeakReference<ClassRules> reference = new WeakReference<>(rules);
    for (String name : names) {
      ArrayList<WeakReference<ClassRules>> list = dependents.get(name);
      if (list == null) {
        list = new ArrayList<>(2);
        dependents.put(name, list);
      }
      list.add(reference);
      dependentCount++;
    }
    rules.put(call, found);
    return found;
  }

  /** Forgets the rules of classes that are gone. */
  private void sweep() {
    dependentCount = 0;
    for (ArrayList<WeakReference<ClassRules>> list : dependents.values()) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (list.get(i).get() == null) {
          list.remove(i);
        }
      }
      dependentCount += list.size();
    }
  }

  synchronized void forget(String internalName) {
    drop(internalName);
    // Behind that: whoever sees the new one reads nothing that was to be dropped.
    epoch++;
  }

  private void drop(String internalName) {
    ArrayList<WeakReference<ClassRules>> list = dependents.remove(internalName);
    if (list == null) {
      return;
    }
    dependentCount -= list.size();
    for (int i = 0; i < list.size(); i++) {
      ClassRules rules = list.get(i).get();
      if (rules != null) {
        rules.clear();
      }
    }
  }

  /** A class and a call to be judged. */
  private static final class Request {
    final WeakReference<Class<?>> type;

    /** To nothing where the class alone is asked about. */
    final WeakReference<Object> example;

    final WeakReference<ClassRules> rules;
    final int call;

    Request(Class<?> type, Object example, ClassRules rules, int call) {
      this.type = new WeakReference<>(type);
      this.example = new WeakReference<>(example);
      this.rules = new WeakReference<>(rules);
      this.call = call;
    }

    boolean isFor(ClassRules otherRules, int otherCall) {
      return call == otherCall && rules.get() == otherRules;
    }
  }
}
