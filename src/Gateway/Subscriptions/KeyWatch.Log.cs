using Microsoft.Extensions.Logging;

namespace Fleet.Gateway.Subscriptions;

internal sealed partial class KeyWatch
{
    [LoggerMessage(7204, LogLevel.Warning, "The API keys of {Organization} could not be asked about; tried again in {Milliseconds} ms")]
    private static partial void AskFailed(ILogger logger, Exception exception, string organization, int milliseconds);

    [LoggerMessage(7205, LogLevel.Information, "{Sessions} sessions of {Organization} are ended with their API key {KeyId}")]
    private static partial void Ended(ILogger logger, int sessions, string organization, string keyId);
}
