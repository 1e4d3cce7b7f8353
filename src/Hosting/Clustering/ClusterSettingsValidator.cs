using System.Net;
using Microsoft.Extensions.Options;

namespace Fleet.Hosting.Clustering;

/// <summary>What attributes cannot say.</summary>
internal sealed class ClusterSettingsValidator : IValidateOptions<ClusterSettings>
{
    public ValidateOptionsResult Validate(string? name, ClusterSettings options)
    {
        List<string> wrong = [];
        if (options.AdvertisedAddress is { } address && !IPAddress.TryParse(address, out _))
            wrong.Add($"{ClusterSettings.Section}:AdvertisedAddress '{address}' is no IP address");
        if (options.SiloPort == options.ClientPort)
            wrong.Add($"{ClusterSettings.Section}:SiloPort and ClientPort must differ");

        string?[] tls = [options.TlsCertificate, options.TlsKey, options.TlsAuthorities];
        if (tls.Any(string.IsNullOrEmpty) && !tls.All(string.IsNullOrEmpty))
            wrong.Add($"{ClusterSettings.Section}: TlsCertificate, TlsKey and TlsAuthorities are given together or not at all");
        wrong.AddRange(tls.Where(f => !string.IsNullOrEmpty(f) && !File.Exists(f)).Select(f => $"{ClusterSettings.Section}: there is no file {f}"));
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
