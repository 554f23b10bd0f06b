import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server';
import { nodePlatform } from './nodePlatform';

// The transport comes from the command line: --node-ipc, --stdio, --pipe or --socket.
const connection = createConnection(ProposedFeatures.all);
// Node would end the server for what went wrong in one answer.
process.on('unhandledRejection', (error) =>
  connection.console.error(error instanceof Error ? String(error.stack) : String(error)),
);
startServer(connection, nodePlatform);
