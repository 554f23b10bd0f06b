import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server';
import { nodePlatform } from './nodePlatform';

// The transport comes from the command line: --node-ipc, --stdio, --pipe or --socket.
startServer(createConnection(ProposedFeatures.all), nodePlatform);
