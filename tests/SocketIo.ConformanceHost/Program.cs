using Fleet.SocketIo.ConformanceHost;

var app = ConformanceHost.Build(TimeProvider.System);
await app.RunAsync();
