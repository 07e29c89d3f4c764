package io.heapwise.cli;

import io.heapwise.dump.JsonOutput;
import io.heapwise.jmx.SwitchInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Switches rewrites of a running program. */
final class SetCommand implements Command {
  /** Of what {@code --json} prints. */
  private static final int VERSION = 1;

  private static final int PROGRESS_MILLIS = 500;

  @Override
  public String verb() {
    return "set";
  }

  @Override
  public String synopsis() {
    return "PID KEY=VALUE [" + LiveArguments.JSON + "]";
  }

  @Override
  public String summary() {
    return "Switches rewrites of a running program, at once";
  }

  @Override
  public String details() {
    return """
        KEY is a rewrite, as in concat=off; its globs, as in buffer.exclude='com.acme.*'; exclude or
        include. Nothing after the = takes globs away. Classes that are loaded are transformed again:
        off brings back their original code, on looks for sites in all of them. A method that is
        running stays as it is until it returns.

        --json      prints what was done as JSON

        Exit codes: 0 good, 1 some classes could not be transformed (they are named), 2 bad usage, or
        the process cannot be asked.
        """;
  }

  @Override
  public int run(List<String> given, PrintStream out, PrintStream err) throws UsageException {
    List<String> arguments = new ArrayList<>(given);
    boolean asJson = arguments.remove(LiveArguments.JSON);
    if (arguments.size() > 2) {
      throw CommandLine.unexpected(this, arguments.get(2));
    }
    int equals = arguments.size() < 2 ? -1 : arguments.get(1).indexOf('=');
    if (equals <= 0) {
      throw new UsageException("set: give a process and a setting, as in: set 12345 concat=off");
    }
    String key = arguments.get(1).substring(0, equals).trim();
    String value = arguments.get(1).substring(equals + 1).trim();
    try (LiveProcess process = LiveProcess.connect(arguments.get(0), false, err)) {
      SwitchInfo done = set(process, key, value, err);
      for (String failure : done.getFailures()) {
        CommandLine.complain(err, "not transformed: " + failure);
      }
      if (asJson) {
        print(key, value, done, out);
      } else {
        out.println(
            key
                + "="
                + value
                + ": "
                + done.getTransformedClassCount()
                + " classes transformed in "
                + done.getTimeMillis()
                + " ms");
      }
      return done.getFailures().isEmpty() ? CommandLine.GOOD : CommandLine.NO;
    }
  }

  private static void print(String key, String value, SwitchInfo done, PrintStream out) {
    try {
      JsonOutput json = new JsonOutput(out);
      json.begin('{').name("format").value("heapwise-set").name("version").value(VERSION);
      json.name("key").value(key).name("value").value(value);
      json.name("transformedClasses").value(done.getTransformedClassCount());
      json.name("failures").begin('[');
      for (String failure : done.getFailures()) {
        json.value(failure);
      }
      json.end(']').name("millis").value(done.getTimeMillis()).end('}').finish();
    } catch (IOException e) {
      throw new IllegalStateException("a PrintStream throws nothing", e);
    }
  }

  private static SwitchInfo set(LiveProcess process, String key, String value, PrintStream err)
      throws UsageException {
    CompletableFuture<SwitchInfo> setting =
        CompletableFuture.supplyAsync(() -> process.agent().set(key, value));
    Progress progress = new Progress(err);
    try {
      for (; ; ) {
        try {
          return setting.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          progress.at(process.agent().getClassesToSwitchCount() + " classes to go");
        }
      }
    } catch (ExecutionException | CompletionException e) {
      throw new UsageException("set: " + e.getCause().getMessage());
    } catch (InterruptedException | UndeclaredThrowableException e) {
      throw new UsageException("set: " + e);
    } finally {
      progress.done();
    }
  }
}
