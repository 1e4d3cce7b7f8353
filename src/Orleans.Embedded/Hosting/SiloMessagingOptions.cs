namespace Orleans.Configuration;

/// <summary>How long calls made in the silo's process may take.</summary>
public class SiloMessagingOptions : MessagingOptions;
