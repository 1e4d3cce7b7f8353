using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Fleet.Hosting;

/// <summary>
/// The life of a process that another one started and looks after: it ends in order when its standard input ends (the
/// supervisor closes it, or is gone) or on TERM. Ctrl-C, which a terminal sends to all at once, is the supervisor's affair.
/// </summary>
public sealed class SupervisedLifetime(IHostApplicationLifetime lifetime) : IHostLifetime, IDisposable
{
    /// <summary>Environment variable; 1 for a process that is looked after.</summary>
    public const string Variable = "FLEET_SUPERVISED";

    private readonly List<PosixSignalRegistration> _signals = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            lifetime.StopApplication();
        }));
        new Thread(UntilInputEnds) { IsBackground = true, Name = "supervisor" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _signals.ForEach(static s => s.Dispose());

    private void UntilInputEnds()
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (input.Read(buffer) > 0)
        {
            // Nothing is said on it.
        }

        lifetime.StopApplication();
    }
}
