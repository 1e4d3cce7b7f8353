using System.Runtime.InteropServices;

namespace Fleet.AllInOne;

/// <summary>Ctrl-C and TERM before the host listens to them itself: a database that was just started must not be left behind.</summary>
internal sealed class EarlyStop : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;
    private bool _disposed;

    public EarlyStop()
    {
        Token = _stop.Token;
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    public CancellationToken Token { get; }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var signal in _signals)
            signal.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }
}
