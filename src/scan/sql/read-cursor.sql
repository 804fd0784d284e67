select name, watermark, position from gov_worker_cursor where name = :'name';
