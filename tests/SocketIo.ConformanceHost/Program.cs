using Fleet.SocketIo.ConformanceHost;

var app = ConformanceHost.Build();
await app.RunAsync();
