using System.Runtime.InteropServices;
using Fleet.Devices.Commands;
using Fleet.Faults;
using Fleet.Hosting;

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
    var cluster = plan.What is "cluster" or "silo" or "roll" or "freeze";
    if (!cluster && plan.What is not ("all" or "kill" or "postgres" or "both" or "stop" or "baseline"))
        throw new UsageException($"there is no fault '{plan.What}'; there are kill, postgres, both, stop, baseline and all; of a cluster silo, roll, freeze and cluster");
    if (cluster && FleetEngine.Name != "Orleans")
        throw new UsageException("a cluster needs Microsoft Orleans, and this build has the embedded engine");
    using var stop = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    var verdict = new Verdict(Console.Out);
    var held = cluster
        ? await new ClusterDrill(plan, verdict, line.Flag("--keep"), stop.Token).Run()
        : await new Drill(plan, verdict, line.Flag("--keep"), stop.Token).Run();
    return held ? 0 : 1;
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
