package io.heapwise.hygiene;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.SequenceInputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Code that handles keys and passwords, in methods whose names do not say so, with all that the
 * rewrites look for; some of it in other methods than those that make the keys.
 */
public final class KeyMaterialTarget {
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]*");
  private static final String AES = "AES/ECB/PKCS5Padding";

  private KeyMaterialTarget() {}

  private static InputStream stream(byte[] bytes) {
    return new BufferedInputStream(new ByteArrayInputStream(bytes), 600);
  }

  private static Cipher cipher(int mode, byte[] key) throws Exception {
    Cipher cipher = Cipher.getInstance(AES);
    cipher.init(mode, new SecretKeySpec(Arrays.copyOf(key, 16), "AES"));
    return cipher;
  }

  public static int encryptsAScratchArray(byte[] bytes, char[] chars) throws Exception {
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, bytes);
    byte[] block = new byte[1024];
    int n = stream(bytes).read(block);
    return cipher.doFinal(block, 0, n).length;
  }

  public static int authenticatesAScratchArray(byte[] bytes, char[] chars) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] block = new byte[2048];
    int n = stream(bytes).read(block);
    mac.init(new SecretKeySpec(block, 0, n, "HmacSHA256"));
    mac.update(block, 0, n);
    return mac.doFinal().length;
  }

  public static int makesAKeyOfAScratchArray(byte[] bytes, char[] chars) throws Exception {
    byte[] block = new byte[1024];
    System.arraycopy(bytes, 0, block, 0, bytes.length);
    return new SecretKeySpec(block, "AES").getEncoded().length;
  }

  public static int makesAKeyOfAWholeStream(byte[] bytes, char[] chars) throws Exception {
    return new SecretKeySpec(stream(bytes).readAllBytes(), "AES").getEncoded().length;
  }

  public static int makesAKeyOfTheStartOfAStream(byte[] bytes, char[] chars) throws Exception {
    return new SecretKeySpec(stream(bytes).readNBytes(31), "AES").getEncoded().length;
  }

  public static int readsAKeyFile(byte[] bytes, char[] chars) throws Exception {
    try {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(stream(bytes).readAllBytes());
      PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(spec);
      return key.hashCode();
    } catch (InvalidKeySpecException e) {
      return -1;
    }
  }

  public static int makesAKeyOfAnOutput(byte[] bytes, char[] chars) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte b : bytes) {
      out.write(b);
    }
    return new SecretKeySpec(out.toByteArray(), "AES").getEncoded().length;
  }

  public static int makesAKeyOfWhatIsTransferred(byte[] bytes, char[] chars) throws Exception {
    InputStream in = new ByteArrayInputStream(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    in.transferTo(out);
    return new SecretKeySpec(out.toByteArray(), "AES").getEncoded().length;
  }

  public static int makesAKeyOfADirectBuffer(byte[] bytes, char[] chars) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
    buffer.put(bytes).flip();
    byte[] key = new byte[bytes.length];
    buffer.get(key);
    return new SecretKeySpec(key, "AES").getEncoded().length;
  }

  public static int encryptsADirectBuffer(byte[] bytes, char[] chars) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
    buffer.put(bytes).flip();
    ByteBuffer encrypted = ByteBuffer.allocate(1024);
    return cipher(Cipher.ENCRYPT_MODE, bytes).doFinal(buffer, encrypted);
  }

  public static int copiesThroughAStreamThatDecrypts(byte[] bytes, char[] chars) throws Exception {
    byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, bytes).doFinal(bytes);
    InputStream in =
        new CipherInputStream(
            new ByteArrayInputStream(encrypted), cipher(Cipher.DECRYPT_MODE, bytes));
    return copies(in, OutputStream.nullOutputStream());
  }

  public static int copiesThroughAStreamThatEncrypts(byte[] bytes, char[] chars) throws Exception {
    OutputStream out =
        new CipherOutputStream(OutputStream.nullOutputStream(), cipher(Cipher.ENCRYPT_MODE, bytes));
    return copies(stream(bytes), out);
  }

  /** Only the streams know. */
  private static int copies(InputStream in, OutputStream out) throws Exception {
    byte[] buffer = new byte[4096];
    int sum = 0;
    int n;
    while ((n = in.read(buffer)) != -1) {
      out.write(buffer, 0, n);
      sum += n;
    }
    return sum;
  }

  public static int readsAllOfAStreamThatDecrypts(byte[] bytes, char[] chars) throws Exception {
    byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, bytes).doFinal(bytes);
    return all(
        new CipherInputStream(
            new ByteArrayInputStream(encrypted), cipher(Cipher.DECRYPT_MODE, bytes)));
  }

  private static int all(InputStream in) throws Exception {
    return in.readAllBytes().length;
  }

  public static int makesAKeyOfWhatAHelperReads(byte[] bytes, char[] chars) throws Exception {
    return new SecretKeySpec(bytesOf(stream(bytes)), "AES").getEncoded().length;
  }

  /** Nothing here says what it is for. */
  private static byte[] bytesOf(InputStream in) throws IOException {
    return in.readAllBytes();
  }

  public static int makesAKeyOfTheEndOfALongFile(byte[] bytes, char[] chars) throws Exception {
    byte[] all = bytesOf(longStream(bytes));
    return new SecretKeySpec(all, all.length - 32, 32, "AES").getEncoded().length;
  }

  private static InputStream longStream(byte[] bytes) {
    byte[] repeated = new byte[50_000 / bytes.length * bytes.length];
    for (int i = 0; i < repeated.length; i += bytes.length) {
      System.arraycopy(bytes, 0, repeated, i, bytes.length);
    }
    return stream(repeated);
  }

  public static int makesAKeyOfAText(byte[] bytes, char[] chars) throws Exception {
    String text = textOf(longStream(new String(chars).getBytes(StandardCharsets.UTF_8)));
    return new PBEKeySpec(text.toCharArray(), bytes, 10, 128).getIterationCount();
  }

  private static String textOf(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  public static int makesAKeyOfAHash(byte[] bytes, char[] chars) throws Exception {
    return new SecretKeySpec(hashOf(longStream(bytes)), "AES").getEncoded().length;
  }

  private static byte[] hashOf(InputStream in) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(in.readAllBytes());
    return digest.digest();
  }

  public static int makesAKeyOfWhatAHelperDrains(byte[] bytes, char[] chars) throws Exception {
    return new SecretKeySpec(drain(longStream(bytes)), "AES").getEncoded().length;
  }

  private static byte[] drain(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      out.write(b);
    }
    out.reset();
    out.write(1);
    return out.toByteArray();
  }

  public static int makesNoKeyAsTheFileIsBroken(byte[] bytes, char[] chars) throws Exception {
    InputStream broken =
        new SequenceInputStream(
            longStream(bytes),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken");
              }
            });
    try {
      return new SecretKeySpec(bytesOf(broken), "AES").getEncoded().length;
    } catch (IOException e) {
      return -1;
    }
  }

  public static int readsLinesOfAStreamThatDecrypts(byte[] bytes, char[] chars) throws Exception {
    byte[] text = new String(chars).getBytes(StandardCharsets.UTF_8);
    byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, bytes).doFinal(text);
    InputStream in =
        new CipherInputStream(
            new ByteArrayInputStream(encrypted), cipher(Cipher.DECRYPT_MODE, bytes));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.readLine().length();
    }
  }

  public static int writesLinesToAStreamThatEncrypts(byte[] bytes, char[] chars) throws Exception {
    OutputStream out =
        new CipherOutputStream(OutputStream.nullOutputStream(), cipher(Cipher.ENCRYPT_MODE, bytes));
    try (BufferedWriter writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      writer.write(chars);
    }
    return chars.length;
  }

  public static int derivesFromScratchChars(byte[] bytes, char[] chars) throws Exception {
    char[] typed = new char[1024];
    int n = chars.length;
    System.arraycopy(chars, 0, typed, 0, n);
    PBEKeySpec spec = new PBEKeySpec(Arrays.copyOf(typed, n), bytes, 10, 128);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).hashCode();
  }

  public static int derivesFromABuilder(byte[] bytes, char[] chars) throws Exception {
    StringBuilder typed = new StringBuilder();
    for (char c : chars) {
      typed.append(c);
    }
    return new PBEKeySpec(typed.toString().toCharArray(), bytes, 10, 128).getIterationCount();
  }

  public static int derivesFromALine(byte[] bytes, char[] chars) throws Exception {
    byte[] text = new String(chars).getBytes(StandardCharsets.UTF_8);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(new ByteArrayInputStream(text)))) {
      return new PBEKeySpec(reader.readLine().toCharArray(), bytes, 10, 128).getIterationCount();
    }
  }

  public static int formatsWhatItDerivesFrom(byte[] bytes, char[] chars) {
    int rounds = new PBEKeySpec(chars, bytes, 10, 128).getIterationCount();
    return String.format("%s in %d rounds", new String(chars), rounds).length();
  }

  public static int readsLinesOfWhatItIsGiven(byte[] bytes, char[] chars) throws Exception {
    byte[] text = new String(chars).getBytes(StandardCharsets.UTF_8);
    byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, bytes).doFinal(text);
    return lines(
        new CipherInputStream(
            new ByteArrayInputStream(encrypted), cipher(Cipher.DECRYPT_MODE, bytes)));
  }

  private static int lines(InputStream in) throws Exception {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.readLine().length();
    }
  }

  public static int writesLinesToWhatItIsGiven(byte[] bytes, char[] chars) throws Exception {
    return writes(
        new CipherOutputStream(OutputStream.nullOutputStream(), cipher(Cipher.ENCRYPT_MODE, bytes)),
        chars);
  }

  private static int writes(OutputStream out, char[] chars) throws Exception {
    try (BufferedWriter writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      writer.write(chars);
    }
    return chars.length;
  }

  public static int printsAKey(byte[] bytes, char[] chars) {
    SecretKeySpec key = new SecretKeySpec(bytes, "AES");
    StringBuilder text = new StringBuilder();
    for (byte b : key.getEncoded()) {
      text.append(String.format("%02x", b));
    }
    return text.toString().length();
  }

  public static int opensAKeyStore(byte[] bytes, char[] chars) throws Exception {
    char[] typed = new char[512];
    int n = chars.length;
    System.arraycopy(chars, 0, typed, 0, n);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, Arrays.copyOf(typed, n));
    return store.size();
  }

  public static int asksAtTheConsole(byte[] bytes, char[] chars) {
    Console console = chars == null ? System.console() : null;
    char[] typed = new char[512];
    char[] answer = console == null ? chars : console.readPassword();
    System.arraycopy(answer, 0, typed, 0, answer.length);
    return new String(typed, 0, answer.length).hashCode();
  }

  public static int checksPassword(byte[] bytes, char[] chars) throws Exception {
    char[] typed = new char[512];
    int n = chars.length;
    System.arraycopy(chars, 0, typed, 0, n);
    return new String(typed, 0, n).hashCode() + stream(bytes).readAllBytes().length;
  }

  public static int givesAScratchArrayToAMethodThatMakesAKey(byte[] bytes, char[] chars)
      throws Exception {
    byte[] block = new byte[1024];
    System.arraycopy(bytes, 0, block, 0, bytes.length);
    return lengthOfKey(block);
  }

  private static int lengthOfKey(byte[] block) {
    return new SecretKeySpec(block, "AES").getEncoded().length;
  }

  public static int givesABuilderToAMethodThatDerives(byte[] bytes, char[] chars) throws Exception {
    StringBuilder typed = new StringBuilder();
    for (char c : chars) {
      typed.append(c);
    }
    return roundsFor(typed.toString(), bytes);
  }

  private static int roundsFor(String text, byte[] salt) {
    return new PBEKeySpec(text.toCharArray(), salt, 10, 128).getIterationCount();
  }

  public static int lendsABuilderToAMethodThatDerives(byte[] bytes, char[] chars) throws Exception {
    StringBuilder typed = new StringBuilder();
    for (char c : chars) {
      typed.append(c);
    }
    return roundsFor(typed, bytes) + typed.length();
  }

  private static int roundsFor(StringBuilder text, byte[] salt) {
    char[] typed = new char[text.length()];
    text.getChars(0, typed.length, typed, 0);
    return new PBEKeySpec(typed, salt, 10, 128).getIterationCount();
  }

  public static int givesADirectBufferToAMethodThatEncrypts(byte[] bytes, char[] chars)
      throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
    buffer.put(bytes).flip();
    byte[] copy = new byte[bytes.length];
    buffer.get(copy);
    return lengthOfKey(copy);
  }

  public static int derivesFromWhatAHelperJoins(byte[] bytes, char[] chars) throws Exception {
    return new PBEKeySpec(joined(chars).toCharArray(), bytes, 10, 128).getIterationCount();
  }

  private static String joined(char[] chars) {
    StringBuilder text = new StringBuilder();
    for (char c : chars) {
      text.append(c);
    }
    return text.toString();
  }

  public static int makesAKeyOfWhatAHelperDecodes(byte[] bytes, char[] chars) throws Exception {
    return new SecretKeySpec(halved(bytes), "AES").getEncoded().length;
  }

  private static byte[] halved(byte[] bytes) {
    byte[] block = new byte[1024];
    for (int i = 0; i < block.length; i++) {
      block[i] = bytes[i % bytes.length];
    }
    return Arrays.copyOf(block, bytes.length);
  }

  public static int makesAKeyOfWhatAHelperReadsFromADirectBuffer(byte[] bytes, char[] chars)
      throws Exception {
    return new SecretKeySpec(throughNativeMemory(bytes), "AES").getEncoded().length;
  }

  private static byte[] throughNativeMemory(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
    buffer.put(bytes).flip();
    byte[] copy = new byte[bytes.length];
    buffer.get(copy);
    return copy;
  }

  public static int makesAKeyOfWhatALambdaReads(byte[] bytes, char[] chars) throws Exception {
    Callable<byte[]> reads =
        () -> {
          byte[] block = new byte[1024];
          for (int i = 0; i < block.length; i++) {
            block[i] = bytes[i % bytes.length];
          }
          return Arrays.copyOf(block, bytes.length);
        };
    return new SecretKeySpec(reads.call(), "AES").getEncoded().length;
  }

  public static int matchesWhatItDerivesFrom(byte[] bytes, char[] chars) {
    String text = new String(chars);
    boolean plain = LETTERS.matcher(text).matches();
    String quoted = text.replaceAll("[a-z]+", "<$0>");
    return new PBEKeySpec(chars, bytes, plain ? 10 : 11, 128).getIterationCount() + quoted.length();
  }

  public static int writesATextThatItDerivesFrom(byte[] bytes, char[] chars) throws Exception {
    String text = new String(chars).repeat(20);
    Writer out = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
    out.write(text);
    return new PBEKeySpec(text.toCharArray(), bytes, 10, 128).getIterationCount();
  }

  /** Nothing but the name of a variable tells. */
  public static int countsCapitals(byte[] bytes, char[] chars) {
    char[] password = new char[1024];
    for (int i = 0; i < password.length; i++) {
      password[i] = chars[i % chars.length];
    }
    int capitals = 0;
    for (int i = 0; i < chars.length; i++) {
      capitals += Character.isUpperCase(password[i]) ? 1 : 0;
    }
    return capitals;
  }
}
