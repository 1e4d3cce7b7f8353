using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>How long streams are kept.</summary>
public static class SiloRecoverableStreamConfiguratorExtensions
{
    public static void ConfigureCacheEviction(this ISiloRecoverableStreamConfigurator configurator, Action<OptionsBuilder<StreamCacheEvictionOptions>> configureOptions) =>
        configurator.Configure(configureOptions);
}
