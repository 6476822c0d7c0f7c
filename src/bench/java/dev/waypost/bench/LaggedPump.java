package dev.waypost.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of a {@link FarLink}: one thread reads, another writes what was read, later by the
 * lag. The end of the input is passed on like a byte.
 */
final class LaggedPump {

    private record Chunk(long due, byte[] bytes) {}

    private final Socket source;
    private final Socket target;
    private final long lagNanos;
    private final BlockingQueue<Chunk> underway = new LinkedBlockingQueue<>();

    LaggedPump(Socket source, Socket target, long lagNanos) {
        this.source = source;
        this.target = target;
        this.lagNanos = lagNanos;
    }

    void read() throws IOException {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = source.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                underway.add(new Chunk(System.nanoTime() + lagNanos, Arrays.copyOf(buffer, count)));
            }
        } finally {
            underway.add(new Chunk(System.nanoTime() + lagNanos, new byte[0]));
        }
    }

    void write() throws IOException {
        try {
            OutputStream out = target.getOutputStream();
            while (true) {
                Chunk chunk = underway.take();
                sleepUntil(chunk.due());
                if (chunk.bytes().length == 0) {
                    return;
                }
                out.write(chunk.bytes());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // A session of ours ends for both directions at once: nobody half-closes in SMTP.
            source.close();
            target.close();
        }
    }

    static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
