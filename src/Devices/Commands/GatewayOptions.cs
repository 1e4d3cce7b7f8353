using Fleet.Devices.Gateway;

namespace Fleet.Devices.Commands;

/// <summary><c>--url</c>, <c>--key</c> and <c>--run</c>, which every command that talks to a gateway takes.</summary>
internal static class GatewayOptions
{
    public static readonly string[] WithValue = ["--url", "--key", "--run"];

    /// <exception cref="UsageException">Neither the options nor a run file say where the gateway is.</exception>
    public static GatewayAddress Read(CommandLine line)
    {
        var run = Run(line);
        var url = line.Value("--url") ?? run?.Url
            ?? throw new UsageException("no gateway: start one with './fleet up', or name one with --url and --key");
        var key = line.Value("--key") ?? run?.ApiKey
            ?? throw new UsageException("no key: the gateway was started without the demo organization; give one with --key");
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new GatewayAddress(uri, key)
            : throw new UsageException($"--url takes an http or https address, not '{url}'");
    }

    public static RunFile? Run(CommandLine line)
    {
        try
        {
            return line.Value("--run") is { } path ? RunFile.Read(path) : RunFile.Find(Environment.CurrentDirectory);
        }
        catch (IOException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
