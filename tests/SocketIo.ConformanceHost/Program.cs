using Fleet.SocketIo.ConformanceHost;

var app = ConformanceHost.Build(args);
await app.RunAsync();
