package io.heapwise.install;

/** Loggers of a program's own, each with its way of doing nothing, or nearly so. */
public final class SilentLoggers {
  private SilentLoggers() {}

  /** Where messages go. */
  public static StringBuilder written = new StringBuilder();

  public static class Plain {
    public int level;

    public void debug(String text) {
      if (isOn()) {
        written.append(text);
      }
    }

    boolean isOn() {
      return level >= 3;
    }
  }

  public static class Inverted extends Plain {
    @Override
    boolean isOn() {
      return level < 3;
    }
  }

  public static class Counting extends Plain {
    private int asked;

    @Override
    boolean isOn() {
      asked++;
      return super.isOn();
    }
  }

  public static class Locked extends Plain {
    @Override
    public synchronized void debug(String text) {
      super.debug(text);
    }
  }

  public static class LockedInside extends Plain {
    @Override
    public void debug(String text) {
      synchronized (written) {
        super.debug(text);
      }
    }
  }

  public static class Nothing {
    public void debug(String text) {}
  }

  public static class AskingTheText {
    public void debug(String text) {
      if (!text.isEmpty()) {
        written.append(text);
      }
    }
  }

  public static class TakingTheText extends Plain {
    public void debug(String text) {
      log(text);
    }

    private void log(Object message) {
      if (message instanceof Integer || message == null) {
        written.append("odd");
      }
      if (message instanceof CharSequence && level > 5) {
        written.append(String.valueOf(message));
      }
    }
  }

  public static class Dividing {
    public int level = 1;

    public void debug(String text) {
      int unused = 1 / level;
    }
  }

  public static class Refusing {
    public int level;

    public void debug(String text) {
      if (level == 0) {
        throw new IllegalStateException();
      }
      written.append(text);
    }
  }

  /** What a logger asks. */
  public interface Backend {
    boolean isOn();
  }

  public static class Off implements Backend {
    @Override
    public boolean isOn() {
      return false;
    }
  }

  public static class On implements Backend {
    @Override
    public boolean isOn() {
      return true;
    }
  }

  public static class Switched implements Backend {
    public boolean on;

    @Override
    public boolean isOn() {
      return on;
    }
  }

  public static class Delegating {
    public Backend backend;

    public void debug(String text) {
      if (backend.isOn()) {
        written.append(text);
      }
    }
  }

  /** Nothing can be read of it, but it can be missing. */
  public static final class Constant {
    public boolean isOn() {
      return false;
    }
  }

  public static class NeedingAnObject {
    public Constant constant;

    public void debug(String text) {
      if (constant.isOn()) {
        written.append(text);
      }
    }
  }

  public static class ReadingForNothing {
    public Plain other;

    public void debug(String text) {
      int unused = other.level;
    }
  }

  public static class Filtered {
    public Backend[] filters = {};

    public void debug(String text) {
      for (Backend filter : filters) {
        if (filter.isOn()) {
          written.append(text);
        }
      }
    }
  }

  public static class Level {
    public static final Level DEBUG = new Level(3);
    public static int threshold;

    final int number;

    Level(int number) {
      this.number = number;
    }
  }

  public static class Levelled {
    public Level level;

    public void debug(String text) {
      log(Level.DEBUG, text, null);
    }

    private void log(Level wanted, String text, Object argument) {
      switch (wanted.number) {
        case 1:
          written.append("1");
          break;
        case 3:
          if (level == null || level == wanted || level.number < wanted.number) {
            written.append(text).append(argument);
          }
          break;
        default:
          written.append("?");
      }
    }
  }

  public static class Static {
    public void debug(String text) {
      if (Level.threshold >= 3) {
        written.append(text);
      }
    }
  }

  /** Of one logger beside another: a chain without an end. */
  public static class Chained {
    public Chained parent;
    public Integer level;

    public void debug(String text) {
      for (Chained each = this; each != null; each = each.parent) {
        if (each.level != null) {
          written.append(text);
          return;
        }
      }
    }
  }
}
