using System.Globalization;
using Fleet.Storage.Bench;

// dotnet run -c Release --project bench/Storage [rows]
var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
CodecBench.Run();
await using var server = await BenchServer.StartAsync();
await PositionBench.RunAsync(server, rows);
await StateBench.RunAsync(server);
