/**
 * The demo, {@code ./mvnw -Pdemo}: a broker, a relay on three ports, the application beside them as
 * a process of its own, and a page that shows what the relay took. It knows the application by its
 * topics and settings only.
 */
package dev.waypost.demo;
