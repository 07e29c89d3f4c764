package io.heapwise.track;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Options of a JVM as they may be shown: without what might be a secret, since a profile is handed
 * around. Rather too much is hidden than too little.
 *
 * <p>Hidden are values of system properties whose name, or whose text before a {@code =} or {@code
 * :}, has a word for a secret in it, or that have a user's name in an address; arguments of all
 * agents but this one; and commands that the JVM shall run. Loaded when a program starts, so it
 * does without regular expressions.
 */
public final class RedactedFlags {
  /** In place of what is hidden. */
  static final String HIDDEN = "***";

  private static final String[] AGENT_OPTIONS = {"-javaagent:", "-agentpath:", "-agentlib:"};
  private static final String[] COMMAND_OPTIONS = {"-XX:OnError=", "-XX:OnOutOfMemoryError="};

  /** Parts of names; {@code pass} is in password, passwd and passphrase. */
  private static final String[] SECRETS = {
    "pass", "pwd", "secret", "token", "key", "credential", "auth", "cookie", "jwt", "private"
  };

  private RedactedFlags() {}

  /**
   * The same options, in the same order.
   *
   * @param ownJar of this agent, whose arguments are no secret; null if it is not known
   */
  public static List<String> of(String[] flags, File ownJar) {
    List<String> shown = new ArrayList<>(flags.length);
    for (String flag : flags) {
      shown.add(redacted(flag, ownJar));
    }
    return shown;
  }

  private static String redacted(String flag, File ownJar) {
    int equals = flag.indexOf('=');
    if (equals < 0) {
      return flag;
    }
    boolean hide =
        startsWithAny(flag, COMMAND_OPTIONS)
            || startsWithAny(flag, AGENT_OPTIONS) && !isOwn(flag, equals, ownJar)
            || flag.startsWith("-D")
                && (hasSecretWord(flag.substring(2, equals)) || mayTell(flag, equals + 1));
    return hide ? flag.substring(0, equals + 1) + HIDDEN : flag;
  }

  private static boolean startsWithAny(String flag, String[] options) {
    for (String option : options) {
      if (flag.startsWith(option)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOwn(String flag, int equals, File ownJar) {
    String option = AGENT_OPTIONS[0];
    return ownJar != null
        && flag.startsWith(option)
        && new File(flag.substring(option.length(), equals)).getAbsoluteFile().equals(ownJar);
  }

  private static boolean hasSecretWord(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    for (String word : SECRETS) {
      if (lowerCase.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a value holds a secret with its name, or one in an address. */
  private static boolean mayTell(String flag, int start) {
    String value = flag.substring(start);
    int address = value.indexOf("://");
    if (address >= 0 && value.indexOf('@', address) >= 0) {
      return true;
    }
    int nameStart = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c == '=' || c == ':') && hasSecretWord(value.substring(nameStart, i))) {
        return true;
      }
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
        nameStart = i + 1;
      }
    }
    return false;
  }
}
