package io.heapwise.runtime.trust;

import java.util.Set;

/** Finds out what a class does with an array or a builder that it is lent. */
public interface Judge {
  /**
   * The rule for a call on objects whose class is exactly {@code type}; where the call names its
   * owner, for that call in the code of {@code type}. Runs on a thread of its own; loads no class
   * of the program and runs none of its code. Whatever it throws makes the class untrusted.
   *
   * @param sources takes the internal names of all classes whose code the rule depends on
   */
  Rule judge(Class<?> type, LentCall call, Set<String> sources);

  /**
   * As {@link #judge} for a call that {@linkplain LentCall#isForSilence may do nothing}.
   *
   * @param example an object of that class, whose fields tell of what classes others are: the rule
   *     holds for all objects, as far as theirs are of the same
   */
  default Rule judgeSilence(Object example, LentCall call, Set<String> sources) {
    return Rule.untrusted("is not asked about");
  }
}
