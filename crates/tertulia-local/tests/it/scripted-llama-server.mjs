#!/usr/bin/env node
// Stands for llama-server: its flags, its key, its wire, and a model that says one thing.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const flags = new Map();
for (let at = 2; at < process.argv.length; at += 2) flags.set(process.argv[at], process.argv[at + 1]);
const key = process.env['LLAMA_API_KEY'];
if (flags.get('--alias') === 'broken') {
  console.error('error loading model');
  process.exit(1);
}

function answer(response, { stream }) {
  const text = 'I run on this machine.';
  const usage = { prompt_tokens: 100, completion_tokens: 2 };
  const timings = { prompt_per_second: 100 };
  if (!stream) {
    const choices = [{ message: { role: 'assistant', content: text }, finish_reason: 'stop' }];
    return response.end(JSON.stringify({ choices, usage, timings }));
  }
  response.setHeader('content-type', 'text/event-stream');
  const say = (part) => response.write(`data: ${JSON.stringify(part)}\n\n`);
  say({ choices: [{ delta: { content: text }, finish_reason: null }] });
  say({ choices: [{ delta: {}, finish_reason: 'stop' }] });
  say({ choices: [], usage });
  return response.end('data: [DONE]\n\n');
}

createServer((request, response) => {
  if (request.url === '/health') return response.end('{"status":"ok"}');
  if (request.headers.authorization !== `Bearer ${key}`) return response.writeHead(401).end('{}');
  if (request.url === '/v1/models') return response.end(JSON.stringify({ data: [{ id: flags.get('--alias'), pid: process.pid }] }));
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => answer(response, JSON.parse(body)));
}).listen(Number(flags.get('--port')), flags.get('--host'), () => {
  // Whoever tests what becomes of this process finds it by its weights.
  writeFileSync(`${flags.get('--model')}.pid`, String(process.pid));
});
