package dev.waypost.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Waypost's classes once more, with virtual time: every call that reads the JDK's time or chance,
 * or waits, goes to {@link JdkTime} instead. Some classes may be replaced, which is how a planted
 * bug gets in. Everything else comes from the loader above.
 */
final class SimulatedClasses extends ClassLoader {

    private static final String OURS = "dev.waypost.";
    private static final String SIMULATION = OURS + "simulation.";
    private static final String TIME = "dev/waypost/simulation/JdkTime";

    /** Who is asked for what by the JDK's name, and {@link JdkTime}'s name for it. */
    private static final Map<String, String> REWRITTEN =
            Map.of(
                    "java/lang/System.nanoTime", "nanoTime",
                    "java/lang/System.currentTimeMillis", "currentTimeMillis",
                    "java/lang/Thread.sleep", "sleep",
                    "java/util/random/RandomGenerator.getDefault", "chance",
                    "java/util/concurrent/locks/Condition.awaitNanos", "awaitNanos",
                    "java/util/concurrent/locks/Condition.await", "await",
                    "java/util/concurrent/CountDownLatch.await", "await");

    /** What stands on the class path, rewritten: the same for all loaders. */
    private static final Map<String, byte[]> COMMON = new ConcurrentHashMap<>();

    private final Map<String, byte[]> replaced;

    /**
     * @param replaced class files by class name, instead of those on the class path
     */
    SimulatedClasses(Map<String, byte[]> replaced) {
        super(SimulatedClasses.class.getClassLoader());
        this.replaced = Map.copyOf(replaced);
    }

    /** The simulation within these classes: a seed's failure as text, or null. */
    @SuppressWarnings("unchecked")
    LongFunction<String> simulation(Map<String, String> options) {
        try {
            return (LongFunction<String>)
                    loadClass(SIMULATION + "Simulation")
                            .getConstructor(Map.class)
                            .newInstance(options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = replaced.containsKey(name) ? rewritten(replaced.get(name)) : common(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] common(String name) throws ClassNotFoundException {
        byte[] bytes = COMMON.get(name);
        if (bytes == null) {
            bytes = onClassPath(name);
            if (!name.startsWith(SIMULATION)) {
                bytes = rewritten(bytes);
            }
            COMMON.put(name, bytes);
        }
        return bytes;
    }

    private byte[] onClassPath(String name) throws ClassNotFoundException {
        try (InputStream file =
                getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] rewritten(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String generic, String[] thrown) {
                        return new Rewriting(
                                super.visitMethod(access, name, type, generic, thrown));
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Rewriting extends MethodVisitor {

        Rewriting(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(
                int opcode, String owner, String name, String type, boolean isInterface) {
            String ours = REWRITTEN.get(owner + "." + name);
            if (ours == null) {
                super.visitMethodInsn(opcode, owner, name, type, isInterface);
                return;
            }
            String asked =
                    opcode == Opcodes.INVOKESTATIC ? type : "(L" + owner + ";" + type.substring(1);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, TIME, ours, asked, false);
        }

        /** Method references: {@code System::nanoTime}. */
        @Override
        public void visitInvokeDynamicInsn(
                String name, String type, Handle bootstrap, Object... arguments) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Handle asked
                        && REWRITTEN.containsKey(asked.getOwner() + "." + asked.getName())
                        && asked.getTag() == Opcodes.H_INVOKESTATIC) {
                    arguments[i] =
                            new Handle(
                                    Opcodes.H_INVOKESTATIC,
                                    TIME,
                                    REWRITTEN.get(asked.getOwner() + "." + asked.getName()),
                                    asked.getDesc(),
                                    false);
                }
            }
            super.visitInvokeDynamicInsn(name, type, bootstrap, arguments);
        }
    }
}
