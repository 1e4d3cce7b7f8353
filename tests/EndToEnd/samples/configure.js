// Enable compression at connection level
ws . send ( JSON . stringify ({
type: 'configure' ,
options: {
compression: 'gzip' ,
buffer_size: 1000 ,
batch_interval: 100 , // milliseconds
deduplicate: true
}
}));
