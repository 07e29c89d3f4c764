/**
 * {@code track=exact}: every allocation that the bytecode of the program asks for, counted and
 * sized; and the memory of the counters, which is a file as well where a dump is wanted, so that a
 * JVM that is killed leaves its numbers.
 *
 * <p>Counted, each behind the instruction that allocates, before anything else can happen: {@code
 * new}, whatever becomes of the constructor; arrays, those of several dimensions as one, with all
 * their bytes; {@code clone} of arrays and by {@code Object.clone}; {@code valueOf} of the boxes,
 * if the object is a new one; lambdas and method references that capture something; strings
 * concatenated by {@code invokedynamic}, with their characters; {@code newInstance} of
 * constructors, classes and arrays; {@code Arrays.copyOf} and {@code copyOfRange}. Of the latter
 * four, what the call makes besides its result is not counted, nor is what other methods of the JDK
 * allocate, unless the JDK's classes are counted too. An object that is made through a reference to
 * its constructor is made by a class that the JVM shows to no agent, and is not counted.
 *
 * <p>What a rewrite took away is not counted here: it has hits.
 */
package io.heapwise.track.exact;
