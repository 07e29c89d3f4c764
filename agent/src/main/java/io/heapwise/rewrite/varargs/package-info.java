/**
 * {@code varargs}: arrays of constants that a call only reads.
 *
 * <pre>{@code
 * // before                                   // after, once the scanner is known to read only
 * if (scanner.checkToken(ID.Key, ID.Value)) { if (scanner.checkToken(KEY_AND_VALUE)) {
 * }</pre>
 *
 * <p><b>Applied when</b> a method of an object, of a class or an interface, takes an array of an
 * enum and nothing else, and is given one that is made for it of constants of that enum, however
 * many. Whether the array may be another time's is asked at the call, of the class that the receiver
 * really has: its bytecode, and that of the methods it passes the array to, must read length and
 * elements, or copy them, and nothing else. The first array that is made after that is known is
 * passed again from then on, to receivers of the same class.
 *
 * <p><b>Refused when</b> the array
 *
 * <ul>
 *   <li>is made in the initialiser of a class, which runs once;
 *   <li>is in a method that would outgrow what the JIT inlines or compiles;
 *   <li>is made around a branch, as no compiler does.
 * </ul>
 *
 * <p>Static methods and constructors are left alone, as are methods that take other arguments as
 * well, and elements that are computed. Each call gets an array of its own where the receiver's
 * method writes an element, where it stores, returns, compares or locks the array or makes it part
 * of a text, and where it passes the array to what is not certain or does so in turn: a stream, a
 * list, a method of another object.
 *
 * <p><b>Why equal.</b> The receiver is evaluated as before. Before an array is shared the enum is
 * known to be initialised, and its fields of its own type to be final and written by its initialiser
 * alone: to read them again would give the same objects, initialise nothing and fail in no way.
 * Until then, while the enum's initialiser runs for example, and for a receiver that is null, the
 * original code runs. Nobody can tell one array from another that does nothing but read it, so it
 * does no harm that several threads do so at once. When the class of the receiver or the enum is
 * redefined, all that was known of it is forgotten, and its arrays with it. An array is held by the
 * class of its elements and, if that and the receiver's can never be unloaded, by its number, so
 * that classes are unloaded as before. Assumed is that nobody writes to final fields by reflection.
 *
 * <p><b>Off by default.</b> On JDK 25 SnakeYAML allocates 36.8 % less with it and 28.7 % less
 * without, but the question at the call takes some 5 ns, about what a small array takes: 0.9 to 1.1
 * times the time on 25 and 1.1 to 1.9 times on 17 in {@code VarargsBenchmark}, and more than twice
 * the time where the array is kept. The question is short where neither class can be unloaded and
 * receivers are of one class. Where the JIT inlines the callee it needs no array, and they are lost.
 * How often arrays are passed again is not counted, because to count takes longer than to make one.
 *
 * <p><b>Benchmark</b> {@code VarargsBenchmark}.
 */
package io.heapwise.rewrite.varargs;
