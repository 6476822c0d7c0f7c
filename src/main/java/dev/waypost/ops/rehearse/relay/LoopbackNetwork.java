package dev.waypost.ops.rehearse.relay;

import dev.waypost.ops.rehearse.time.LifeLine;
import dev.waypost.smtp.client.Network;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network in which every name is this machine and every port is the relay's. Where the relay
 * falls silent, the time to wait for it is over at once. Any thread.
 */
public final class LoopbackNetwork implements Network, Closeable {

    private final ServerSocket listener;
    private final RelayDouble relay;
    private final SelfMadeAuthority authority;
    private final LifeLine life;
    private final Set<Loop> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();

    public LoopbackNetwork(RelayDouble relay, SelfMadeAuthority authority, LifeLine life) {
        this.relay = relay;
        this.authority = authority;
        this.life = life;
        try {
            listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        life.atTheEnd(this::close);
    }

    @Override
    public InetAddress[] addresses(String host) throws UnknownHostException {
        byte[] here = InetAddress.getLoopbackAddress().getAddress();
        return new InetAddress[] {InetAddress.getByAddress(host, here)};
    }

    @Override
    public Socket socket() {
        return new Loop();
    }

    /** Whether nobody talks to the relay right now. */
    public boolean isQuiet() {
        return busy.get() == 0;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Loop::cut);
    }

    /** The process's end of a connection. */
    final class Loop extends Socket {

        private volatile boolean silent;
        private volatile InetAddress asked;

        @Override
        public void connect(SocketAddress to, int atMost) throws IOException {
            InetSocketAddress there = (InetSocketAddress) to;
            int port = there.getPort();
            if (life.isCut() || relay.isDoor(port, RelayRule.REFUSES)) {
                throw new ConnectException("Connection refused");
            }
            asked = there.getAddress();
            open.add(this);
            Socket server;
            // One at a time, so that it is clear who is accepted.
            synchronized (listener) {
                super.connect(listener.getLocalSocketAddress(), atMost);
                server = listener.accept();
            }
            server.setTcpNoDelay(true);
            RelaySession session =
                    new RelaySession(
                            relay, life, authority.server(there.getHostString()), server, port);
            session.whenSilent(() -> silent = true);
            Thread thread = new Thread(session, "waypost-rehearsed-relay");
            thread.setDaemon(true);
            thread.start();
        }

        /** With the name by which it was asked for. */
        @Override
        public InetAddress getInetAddress() {
            return asked == null ? super.getInetAddress() : asked;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] into, int from, int most) throws IOException {
                    busy.incrementAndGet();
                    try {
                        int count = super.read(into, from, most);
                        if (count < 0 && silent) {
                            throw new SocketTimeoutException("nothing comes any more");
                        }
                        return count;
                    } finally {
                        busy.decrementAndGet();
                    }
                }
            };
        }

        @Override
        public synchronized void close() throws IOException {
            open.remove(this);
            super.close();
        }

        private void cut() {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
