/**
 * What the native executable leaves out, and why it is never missed. A builder keeps whatever code
 * could be reached; where a library could reach a part that a client of Kafka and of a relay never
 * uses, it is cut off here. A JVM reads none of this.
 *
 * <p>In: nothing. Out: nothing; {@code META-INF/native-image} names the feature, and builders find
 * the substitutions. Not its business: what has to be added, which stands where it is used.
 */
package dev.waypost.ops.image;
