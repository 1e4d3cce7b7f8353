using System.Runtime.InteropServices;
using Fleet.Devices.Commands;
using Fleet.Devices.Gateway;
using Fleet.Devices.Traces;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    var rest = args.Skip(1).ToArray();
    return (args.FirstOrDefault() ?? "") switch
    {
        "replay" => await ReplayCommand.Run(rest, stop.Token),
        "watch" => await WatchCommand.Run(rest, stop.Token),
        "token" => TokenCommand.Run(rest),
        "accuracy" => await AccuracyCommand.Run(rest, stop.Token),
        var other => throw new UsageException($"unknown command '{other}'; './fleet help' lists them"),
    };
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync("fleet: " + wrong.Message);
    return 2;
}
catch (Exception failed) when (failed is TraceException or GatewayException or IOException)
{
    await Console.Error.WriteLineAsync("fleet: " + failed.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("fleet: stopped before the end");
    return 130;
}
