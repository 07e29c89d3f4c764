/**
 * What is known of the objects that rewritten code lends its arrays to: asked before each such
 * call, by the class that the receiver really has.
 *
 * <p>{@link io.heapwise.runtime.trust.Trust} is all that rewritten code reaches. A {@link
 * io.heapwise.runtime.trust.Rule} says what a class does in a call; a rule with {@link
 * io.heapwise.runtime.trust.Condition}s says it as far as the objects in the receiver's fields do
 * no harm, and those are looked at anew in each call. Rules belong to classes, refer to none, and
 * are found by the installed {@link io.heapwise.runtime.trust.Judge} on a thread of its own.
 *
 * <p>Depends on the JDK alone; the code that reads class files is {@code io.heapwise.trust}.
 */
package io.heapwise.runtime.trust;
