package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lends a buffer to each of the receivers that are trusted, and looks whether it comes free. */
class DirectSupportTest {
  private static final int BYTES = 64;

  @TempDir private Path folder;
  private final List<Channel> open = new ArrayList<>();
  private final Set<String> tested = new TreeSet<>();

  /** A call that lends. */
  private interface Call {
    void on(ByteBuffer buffer) throws IOException;
  }

  @AfterEach
  void close() throws IOException {
    for (Channel channel : open) {
      channel.close();
    }
  }

  @Test
  void whoIsTrustedKeepsNothing() throws IOException {
    lendToFiles();
    lendToSockets();
    lendToPipes();
    lendToStreams();
    for (Checksum checksum : new Checksum[] {new CRC32(), new Adler32(), new CRC32C()}) {
      assertKeepsNothing(checksum, checksum::update);
    }
    assertEquals(new TreeSet<>(Arrays.asList(DirectSupport.KEEPING_NOTHING)), tested);
  }

  private void lendToFiles() throws IOException {
    FileChannel file =
        opened(
            FileChannel.open(
                folder.resolve("file"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    assertKeepsNothing(file, file::write);
    assertKeepsNothing(file, buffer -> file.write(buffer, 1));
    assertKeepsNothing(file, buffer -> file.read(buffer, 0));
    file.position(0);
    assertKeepsNothing(file, file::read);
  }

  private void lendToSockets() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    ServerSocketChannel server = opened(ServerSocketChannel.open());
    server.bind(new InetSocketAddress(here, 0));
    SocketChannel client = opened(SocketChannel.open(server.getLocalAddress()));
    SocketChannel accepted = opened(server.accept());
    assertKeepsNothing(client, client::write);
    assertKeepsNothing(accepted, accepted::read);
    DatagramChannel first = opened(DatagramChannel.open());
    first.bind(new InetSocketAddress(here, 0));
    DatagramChannel second = opened(DatagramChannel.open());
    second.bind(new InetSocketAddress(here, 0));
    first.connect(second.getLocalAddress());
    assertKeepsNothing(first, first::write);
    assertKeepsNothing(second, second::receive);
    second.connect(first.getLocalAddress());
    assertKeepsNothing(second, second::write);
    assertKeepsNothing(first, first::read);
  }

  private void lendToPipes() throws IOException {
    Pipe pipe = Pipe.open();
    Pipe.SinkChannel sink = opened(pipe.sink());
    Pipe.SourceChannel source = opened(pipe.source());
    assertKeepsNothing(sink, sink::write);
    assertKeepsNothing(source, source::read);
  }

  private void lendToStreams() throws IOException {
    ReadableByteChannel in = opened(Channels.newChannel(new ByteArrayInputStream(new byte[BYTES])));
    assertKeepsNothing(in, in::read);
    WritableByteChannel out = opened(Channels.newChannel(OutputStream.nullOutputStream()));
    assertKeepsNothing(out, out::write);
  }

  private <T extends Channel> T opened(T channel) {
    open.add(channel);
    return channel;
  }

  private void assertKeepsNothing(Object receiver, Call call) throws IOException {
    tested.add(receiver.getClass().getName());
    assertTrue(DirectSupport.isReviewed(receiver.getClass()), receiver::toString);
    assertNull(lent(call).get(), () -> receiver + " keeps it");
  }

  private static WeakReference<ByteBuffer> lent(Call call) throws IOException {
    WeakReference<ByteBuffer> buffer = lendOnce(call);
    for (int i = 0; i < 20 && buffer.get() != null; i++) {
      System.gc();
    }
    return buffer;
  }

  private static WeakReference<ByteBuffer> lendOnce(Call call) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    call.on(buffer);
    assertTrue(buffer.position() > 0, "the call did nothing");
    return new WeakReference<>(buffer);
  }

  @Test
  void findsOutWhoKeepsIt() throws IOException {
    ByteBuffer[] kept = new ByteBuffer[1];
    WeakReference<ByteBuffer> lent = lent(buffer -> kept[0] = buffer.put((byte) 1).duplicate());
    assertNotNull(lent.get());
    assertNotNull(kept[0]);
  }

  @Test
  void trustsNobodyElse() {
    assertFalse(DirectSupport.isReviewed(DirectSupportTest.class));
    assertFalse(DirectSupport.isReviewed(java.nio.channels.AsynchronousFileChannel.class));
    assertFalse(DirectSupport.isReviewed(java.util.zip.Inflater.class));
  }
}
