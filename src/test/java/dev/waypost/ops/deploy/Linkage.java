package dev.waypost.ops.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Whether libraries that were lifted one by one still fit: what code of one jar calls or reads in
 * another is there. A JVM would tell when the call is made, a builder of native images refuses the
 * class. Where a class is missing as a whole, the library it is of is not used.
 */
final class Linkage {

    private final Map<String, Type> types = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();

    private record Type(String jar, byte[] code, List<String> above, Set<String> members) {}

    private Linkage(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                read(jar);
            }
        }
    }

    /** The calls that lead nowhere, one by one: who calls, and what is not there. */
    static Set<String> missing(Path folder) throws IOException {
        Linkage libraries = new Linkage(folder);
        Map.copyOf(libraries.types).forEach(libraries::follow);
        return libraries.missing;
    }

    private void read(Path file) throws IOException {
        try (JarFile jar =
                new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
            for (JarEntry entry : jar.versionedStream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        types.putIfAbsent(
                                name.substring(0, name.length() - ".class".length()),
                                type(file.getFileName().toString(), in.readAllBytes()));
                    }
                }
            }
        }
    }

    private static Type type(String jar, byte[] code) {
        ClassReader reader = new ClassReader(code);
        List<String> above = new ArrayList<>(List.of(reader.getInterfaces()));
        if (reader.getSuperName() != null) {
            above.add(reader.getSuperName());
        }
        Set<String> members = new HashSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String form, String generic, String[] errors) {
                        members.add(name + form);
                        return null;
                    }

                    @Override
                    public FieldVisitor visitField(
                            int access, String name, String form, String generic, Object value) {
                        members.add(name + form);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE);
        return new Type(jar, code, above, members);
    }

    private void follow(String name, Type type) {
        ClassVisitor methods =
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String own, String form, String generic, String[] errors) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitMethodInsn(
                                    int code, String owner, String called, String as, boolean it) {
                                look(name, type.jar(), owner, called + as);
                            }

                            @Override
                            public void visitFieldInsn(
                                    int code, String owner, String read, String as) {
                                look(name, type.jar(), owner, read + as);
                            }
                        };
                    }
                };
        new ClassReader(type.code()).accept(methods, ClassReader.SKIP_DEBUG);
    }

    private void look(String caller, String jar, String owner, String member) {
        Type there = types.get(owner);
        if (there != null
                && !there.jar().isEmpty()
                && !there.jar().equals(jar)
                && has(owner, member) == Found.NO) {
            missing.add("%s: %s needs %s.%s".formatted(jar, caller, owner, member));
        }
    }

    private enum Found {
        YES,
        NO,
        NOT_TOLD
    }

    /** Also by what is above it; not told where that is in no jar and not in the JDK. */
    private Found has(String owner, String member) {
        Type type = types.computeIfAbsent(owner, Linkage::ofTheJdk);
        if (type == null) {
            return Found.NOT_TOLD;
        }
        if (type.members().contains(member)) {
            return Found.YES;
        }
        Found result = Found.NO;
        for (String each : type.above()) {
            Found above = has(each, member);
            if (above == Found.YES) {
                return above;
            }
            result = above == Found.NOT_TOLD ? above : result;
        }
        return result;
    }

    private static Type ofTheJdk(String name) {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
            return in == null ? null : type("", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
