package io.heapwise.harness;

import java.util.ArrayList;
import java.util.List;

/**
 * Where targets leave a trace of what they do, in order. Each thread has its own record, which
 * {@link #start()} empties.
 */
public final class Recorder {
  private static final ThreadLocal<Recorder> CURRENT = ThreadLocal.withInitial(Recorder::new);

  private final List<String> events = new ArrayList<>();
  private final List<Object> met = new ArrayList<>();

  private Recorder() {}

  public static void start() {
    CURRENT.set(new Recorder());
  }

  public static List<String> events() {
    return CURRENT.get().events;
  }

  public static void note(Object event) {
    CURRENT.get().events.add(String.valueOf(event));
  }

  /** Notes a text, and which one noted before is the very same object. Returns it. */
  public static String noteIdentity(String text) {
    Recorder recorder = CURRENT.get();
    recorder.events.add("'" + text + "' is " + recorder.identityOf(text));
    return text;
  }

  private String identityOf(Object object) {
    if (object == "") {
      return "the empty constant";
    }
    for (int i = 0; i < met.size(); i++) {
      if (met.get(i) == object) {
        return "#" + i;
      }
    }
    met.add(object);
    return "new #" + (met.size() - 1);
  }
}
