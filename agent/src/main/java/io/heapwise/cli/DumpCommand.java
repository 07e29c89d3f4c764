package io.heapwise.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has a running program write a dump. */
final class DumpCommand implements Command {
  private static final String OUTPUT = "-o";

  @Override
  public String verb() {
    return "dump";
  }

  @Override
  public String synopsis() {
    return "PID ["
        + OUTPUT
        + " FILE] ["
        + LiveArguments.REFUSED
        + "] ["
        + LiveArguments.ATTACH
        + "]";
  }

  @Override
  public String summary() {
    return "Has a running program write what was counted in it";
  }

  @Override
  public String details() {
    return """
        The program writes the file, as its own user, in the format of the ending: .txt, .json,
        .collapsed, .pb.gz or .html. A file that is there is replaced, but not one that another
        program has written since this one started: then the name gets the process number as well.

        -o FILE     where to; %p is the process, %t the time; heapwise-PID.json unless given
        """
        + LiveArguments.REFUSED_DETAILS
        + LiveArguments.DETAILS;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException {
    List<String> others = new ArrayList<>(arguments);
    String file = null;
    int option = others.indexOf(OUTPUT);
    if (option >= 0) {
      if (option + 1 == others.size()) {
        throw new UsageException("dump: -o needs the name of a file");
      }
      others.remove(option);
      file = others.remove(option);
    }
    boolean refused = others.remove(LiveArguments.REFUSED);
    LiveArguments given = LiveArguments.parse(this, others, 1, OUTPUT, LiveArguments.REFUSED);
    file = absolute(file == null ? "heapwise-" + given.pid() + ".json" : file);
    try (LiveProcess process = given.connect(err)) {
      if (refused) {
        process.countRefusedSites(err);
      }
      out.println(process.agent().dump(file));
      return CommandLine.GOOD;
    } catch (IOException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** In the folder of this command, not of the program. */
  private static String absolute(String file) throws UsageException {
    try {
      return Path.of(file).toAbsolutePath().toString();
    } catch (InvalidPathException e) {
      throw new UsageException("dump: '" + file + "' is not a path: " + e.getReason());
    }
  }
}
