using System.Runtime.InteropServices;
using Fleet.Devices.Commands;
using Fleet.Faults;

// What breaks, and whether anything that was acknowledged breaks with it. Starts hosts and databases of its own on
// loopback and in one folder under /tmp; ends and deletes nothing else.
try
{
    var line = new CommandLine(args, ["--devices", "--points", "--faults", "--seconds"], ["--keep"]);
    var plan = new Plan
    {
        What = line.Arguments.FirstOrDefault() ?? "all",
        Devices = line.Number("--devices", 50, 1, 500),
        Points = line.Number("--points", 600, 50, 20_000),
        Faults = line.Number("--faults", 0, 0, 100),
        Seconds = line.Number("--seconds", 30, 1, 300),
    };
    if (plan.What is not ("all" or "kill" or "postgres" or "stop" or "baseline"))
        throw new UsageException($"there is no fault '{plan.What}'; there are kill, postgres, stop, baseline and all");
    using var stop = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    return await new Drill(plan, line.Flag("--keep"), stop.Token).Run() ? 0 : 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("fleet: stopped, or not done within its limit");
    return 1;
}
catch (UsageException wrong)
{
    await Console.Error.WriteLineAsync("fleet: " + wrong.Message);
    return 2;
}
