namespace Orleans.Hosting;

/// <summary>Configures a stream provider in a client.</summary>
public interface IClusterClientPersistentStreamConfigurator : IPersistentStreamConfigurator;
