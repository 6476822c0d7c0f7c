/**
 * What became of one mail: everything the topics still hold of it, in order. Whoever shows it
 * begins with {@link dev.waypost.ops.story.MailStories}.
 *
 * <p>Enters: an id, an address, a Message-ID or a record's place; the status topic, the dead
 * letters, what waits in the retry topics and in those of mail events. Leaves: values to show. Not
 * its business: how they are shown, and to whom: they hold addresses and the relay's words.
 */
package dev.waypost.ops.story;
