/**
 * Finds out from bytecode what a class does with an array that it is lent. {@link
 * io.heapwise.trust.BytecodeJudge} is the way in; {@link io.heapwise.trust.LoadedClasses} makes
 * sure that what it reads is what the JVM has loaded; {@link io.heapwise.trust.ReviewedMethods} is
 * what people have read instead.
 */
package io.heapwise.trust;
