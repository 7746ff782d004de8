/**
 * Takes the network and foreign native code out of this process, before a parser is loaded. It stands beside what the
 * kernel (network namespace) and Node (permission model) already refuse: where there is no namespace it is the wall, and
 * unix sockets, which a network namespace leaves open, are closed here in any case.
 */
import dgram from "node:dgram";
import dns from "node:dns";
import { constants } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import tls from "node:tls";

export class Refused extends Error {
  readonly code = "ERR_PARSER_REFUSED";
  constructor(what: string) {
    super(`a parser has no ${what}`);
    this.name = "Refused";
  }
}

/** `addons` are the folders whose native code may be loaded; everything else with `.node` is refused. */
export function lockDown(addons: readonly string[]): void {
  const noNetwork = () => {
    throw new Refused("network");
  };
  const shut = (target: object, names: readonly string[]) => {
    for (const name of names) {
      if (name in target)
        Object.defineProperty(target, name, { value: noNetwork, writable: false, configurable: false });
    }
  };
  shut(net.Socket.prototype, ["connect"]);
  shut(net.Server.prototype, ["listen"]);
  shut(net, ["connect", "createConnection", "createServer"]);
  shut(tls, ["connect", "createServer"]);
  shut(dgram, ["createSocket"]);
  shut(dgram.Socket.prototype, ["bind", "connect", "send"]);
  const resolving = Object.keys(dns).filter((name) => /^(lookup|resolve|reverse|setServers)/.test(name));
  shut(dns, resolving);
  shut(dns.promises, resolving);
  shut(dns.Resolver.prototype, resolving);
  shut(dns.promises.Resolver.prototype, resolving);
  for (const name of ["fetch", "WebSocket", "EventSource"]) {
    Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
  }
  syncBuiltinESMExports();

  // Emscripten asks here for the numbers of open(2); the permission model refuses the whole door, which has much more behind it.
  Object.defineProperty(process, "binding", {
    writable: false,
    configurable: false,
    value(name: string) {
      if (name !== "constants") throw new Refused("internal binding");
      return { fs: { ...constants } };
    },
  });

  const load = process.dlopen;
  Object.defineProperty(process, "dlopen", {
    writable: false,
    configurable: false,
    value(module: object, file: string, ...flags: [number?]) {
      if (!addons.some((folder) => file.startsWith(folder))) throw new Refused("native code but its own");
      return Reflect.apply(load, process, [module, file, ...flags]);
    },
  });
}
