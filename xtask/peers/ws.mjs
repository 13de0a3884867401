// A server of npm `ws` for budgets B1 and B2: what comes is made durable and passed on to every link.
import { open } from 'node:fs/promises';
import { WebSocketServer } from 'ws';

const log = await open(process.argv[2], 'a');
const passedOn = Buffer.alloc(Number(process.argv[3]), 'x');
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', link => link.on('message', async line => {
    await log.write(line);
    await log.datasync();
    for (const other of server.clients) other.send(passedOn);
}));
server.on('listening', () => console.log(server.address().port));
