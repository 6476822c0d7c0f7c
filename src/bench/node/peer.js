// Kafka to SMTP with kafkajs and Nodemailer's pool. The task comes by environment.

import { readFileSync } from "node:fs";
import { Kafka, logLevel } from "kafkajs";
import nodemailer from "nodemailer";

const PARTITIONS = 16;
const CONNECTIONS = 16;
const IN_FLIGHT = 64;
const AT_ONCE = IN_FLIGHT / PARTITIONS;

const task = (name) => process.env[`BENCH_${name}`];
const tls = task("TLS") === "true";

const mailer = nodemailer.createTransport({
  pool: true,
  // Its throttle lets each connection that waits for it go at once: it is exact with one of them.
  maxConnections: task("MILLIS_A_MAIL") ? 1 : CONNECTIONS,
  maxMessages: Infinity,
  host: task("HOST"),
  port: Number(task("PORT")),
  secure: false,
  // One mail in so many milliseconds.
  ...(task("MILLIS_A_MAIL") ? { rateLimit: 1, rateDelta: Number(task("MILLIS_A_MAIL")) } : {}),
  ...(tls
    ? { requireTLS: true, tls: { ca: readFileSync(task("CA_PEM")), rejectUnauthorized: true } }
    : { ignoreTLS: true }),
});

const carry = ({ value }) => {
  const event = JSON.parse(value.toString("utf8"));
  return mailer.sendMail({
    messageId: `<${event.id}@example.org>`,
    from: event.from,
    to: event.to,
    subject: event.subject,
    text: event.text,
  });
};

const consumer = new Kafka({
  brokers: [task("BOOTSTRAP_SERVERS")],
  logLevel: logLevel.WARN,
}).consumer({
  groupId: task("GROUP"),
  // More than one large mail of a partition in a batch.
  maxBytesPerPartition: 8 << 20,
  maxBytes: 64 << 20,
});

// The launcher is gone when standard input ends.
process.stdin.on("end", () => process.exit(0)).resume();
process.on("unhandledRejection", (failure) => {
  console.error(failure);
  process.exit(1);
});

await consumer.connect();
await consumer.subscribe({ topic: task("TOPIC"), fromBeginning: true });
await consumer.run({
  partitionsConsumedConcurrently: PARTITIONS,
  autoCommitInterval: 1000,
  eachBatchAutoResolve: false,
  eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary, heartbeat, isRunning }) => {
    for (let i = 0; i < batch.messages.length && isRunning(); i += AT_ONCE) {
      const together = batch.messages.slice(i, i + AT_ONCE);
      await Promise.all(together.map(carry));
      resolveOffset(together.at(-1).offset);
      await commitOffsetsIfNecessary();
      await heartbeat();
    }
  },
});
