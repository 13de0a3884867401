// The same on Bun's own WebSockets and its topics.
import { open } from 'node:fs/promises';

const log = await open(process.argv[2], 'a');
const passedOn = Buffer.alloc(Number(process.argv[3]), 'x');
const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: (request, server) => server.upgrade(request) ? undefined : new Response('only links', { status: 426 }),
    websocket: {
        perMessageDeflate: false,
        open: link => link.subscribe('room'),
        message: async (_, line) => {
            await log.write(line);
            await log.datasync();
            server.publish('room', passedOn);
        },
    },
});
console.log(server.port);
