package io.heapwise.cli;

import io.heapwise.dump.DumpFile;
import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that are named on the command line and have profiles in them. */
final class ProfileFiles {
  private ProfileFiles() {}

  static Path path(Arguments arguments, String text) throws UsageException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw arguments.bad("bad path '" + text + "': " + e.getReason());
    }
  }

  static Profile read(Arguments arguments, String file) throws UsageException {
    try {
      return ProfileReader.read(path(arguments, file));
    } catch (IOException e) {
      throw arguments.bad(e.getMessage());
    }
  }

  /** The format of a file to be written, by the ending of its name. */
  static DumpFormat formatOf(Arguments arguments, String file) throws UsageException {
    DumpFormat format = DumpFormat.ofFile(file);
    if (format == null) {
      throw arguments.bad(
          "cannot tell the format of '"
              + file
              + "'; give a name that ends in one of "
              + DumpFormat.endings());
    }
    return format;
  }

  static void write(Arguments arguments, DumpFile.Content content, String file)
      throws UsageException {
    try {
      DumpFile.write(content, path(arguments, file));
    } catch (IOException e) {
      throw arguments.bad("cannot write '" + file + "': " + reasonOf(e));
    }
  }

  private static String reasonOf(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
