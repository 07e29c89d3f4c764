package io.heapwise.runtime;

import io.heapwise.runtime.verify.Findings;
import java.util.Locale;

/**
 * With {@code verify=true}, holds each formatted text against the original's, wherever both can be
 * made because no argument runs code of the program. Any thread.
 */
final class FormatCheck {
  /** Set before the first class is rewritten; then it stays. */
  static boolean verifying;

  private FormatCheck() {}

  static void configure(boolean verify) {
    verifying = verify;
  }

  /** The text given or, where the original makes another, that one. */
  static String checked(
      FormatPlan plan,
      Locale locale,
      Object[] arguments,
      Object first,
      Object second,
      String text) {
    Object[] all = arguments != null ? arguments : new Object[] {first, second};
    for (int i = 0; i < plan.specifiers.length; i++) {
      if (!isPlain(all[i])) {
        return text;
      }
    }
    String original = String.format(locale, plan.format, all);
    if (!original.equals(text)) {
      StringBuilder finding = new StringBuilder("format: \"").append(plan.format);
      finding.append("\" gave \"").append(text).append("\" where String.format gives \"");
      Findings.report(finding.append(original).append('"').toString());
    }
    return original;
  }

  private static boolean isPlain(Object argument) {
    if (argument == null) {
      return true;
    }
    Class<?> type = argument.getClass();
    return type == String.class
        || type == Integer.class
        || type == Long.class
        || type == Byte.class
        || type == Short.class
        || type == Character.class
        || type == Boolean.class;
  }
}
