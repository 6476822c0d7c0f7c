package dev.waypost.smtp.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Has the JVM compile what encrypts before the first mail comes (ADR 34). Only code of its
 * optimizing compiler uses the processor's instructions for AES-GCM (RFC 5288), and while mails are
 * carried there is so much else to compile that this waits for minutes: until then a mail of 100 KB
 * costs over a millisecond more, and afterwards 25 µs. Encrypts nobody's octets, with nobody's key.
 */
public final class CipherWarmUp {

    private static final int RECORD = 16 * 1024;
    private static final int TAG = 16;
    private static final int NONCE = 12;
    private static final byte[] HEADER = new byte[5];

    /**
     * Up to so many octets, of each number: what met nothing but full blocks would be compiled
     * anew, and late, with the first command that has none. JDKs from 19 on have another way for
     * large ones.
     */
    private static final int SMALL = 80;

    private static final int SMALL_ONES = 1000;
    private static final int LARGE_ONES = 20;
    private static final int MOST_ROUNDS = 60;

    /** For one record. With the instructions it takes 2 to 6 µs, without them 190. */
    private static final long FAST_NANOS = 20_000;

    /** Neither an interpreter, nor one compiler alone, nor a native image. */
    private static final String OPTIMIZING = "mixed mode(?!.*emulated-client).*";

    private final SecretKeySpec key = new SecretKeySpec(new byte[TAG], "AES");
    private final ByteBuffer octets = ByteBuffer.allocate(RECORD + TAG);
    private final Cipher cipher;
    private long sequence;

    private CipherWarmUp() throws GeneralSecurityException {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** In a thread of its own, at once; nobody waits for it. */
    public static void begin() {
        if (!System.getProperty("java.vm.info", "").matches(OPTIMIZING)) {
            return;
        }
        Thread thread = new Thread(CipherWarmUp::run, "waypost-cipher");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Goes on until encryption is fast, or for some 0.3 s of processor time; returns how often it
     * encrypted.
     */
    static long run() {
        try {
            CipherWarmUp cipher = new CipherWarmUp();
            for (int round = 0; round < MOST_ROUNDS && !cipher.isFast(); round++) {
                for (int i = 0; i < SMALL_ONES; i++) {
                    cipher.encrypt(i % SMALL);
                }
                for (int i = 0; i < LARGE_ONES; i++) {
                    cipher.encrypt(RECORD - i);
                }
            }
            return cipher.sequence;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private boolean isFast() throws GeneralSecurityException {
        long began = System.nanoTime();
        encrypt(RECORD);
        return System.nanoTime() - began < FAST_NANOS;
    }

    /** As TLS does it: from a buffer into the same. */
    private void encrypt(int length) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE).putLong(sequence++).array();
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(HEADER);
        octets.clear();
        cipher.doFinal(octets.duplicate().limit(length), octets);
    }
}
