using Microsoft.Extensions.Logging;

namespace Fleet.Hosting.Clustering;

/// <summary>A gateway that starts before its silos waits for them, and says now and then that it does.</summary>
internal sealed partial class WaitForSilos(TimeProvider time, ILogger<WaitForSilos> log) : IClientConnectionRetryFilter
{
    private const int Silent = 30;
    private int _tries;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_tries++ % Silent == 0)
            NoSilo(log, exception.GetBaseException().Message);
        await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        return true;
    }

    [LoggerMessage(5304, LogLevel.Warning,
        "No silo of this cluster can be used yet, tried again every second ({Why}). Are they up, and is TLS set here (Fleet:Cluster:TlsCertificate) as it is there?")]
    private static partial void NoSilo(ILogger log, string why);
}
